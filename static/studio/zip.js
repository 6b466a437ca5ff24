// The ZIP: a complete release with the author's story in the place of the bundled one. Every file
// of the release is compared with its hash before it goes in; the names of files come from the
// release and from checked ids.

import { strToU8, zipSync } from "fflate";
import * as core from "./core.js";
import { hex, integrity, sha256 } from "./sha256.js";

/**
 * @typedef {{ path: string, integrity: string }} Released
 * @typedef {{ version: string, story: { id: string, path: string, integrity: string },
 *   loader: string, page: string, home: string,
 *   files: { path: string, integrity: string, naming: boolean }[],
 *   released: Record<string, Released> }} Parts
 * @typedef {{ id: string, languages: string[], title: Record<string, string>,
 *   summary: Record<string, string> }} StoryHead
 */

/** @param {string} text */
const escaped = (text) =>
  text
    .replaceAll("\u200b", "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");

/** @param {string} path */
const fileName = (path) => path.slice(path.lastIndexOf("/") + 1);

/**
 * Returns the site as files by their paths.
 * @param {string} text the story, without errors
 * @param {StoryHead} story
 * @param {import("./images.js").ImageFile[]} images the files that the story names
 * @returns {Promise<Record<string, Uint8Array>>}
 */
export async function site(text, story, images) {
  /** @type {Parts} */
  const parts = await (await get(new URL(PARTS, core.folder))).json();
  const packed = await core.pack(text);
  if (!packed) throw new Error("the story has errors");
  /** @type {Record<string, Uint8Array>} */
  const files = {};

  const hash = sha256(packed);
  const packedPath = `v/${parts.version}/${story.id}.story-${hex(hash).slice(0, 8)}.txt`;
  files[packedPath] = packed;
  /** What the names of the bundled story become. @type {[string, string][]} */
  const names = [
    [parts.story.integrity, integrity(hash)],
    [fileName(parts.story.path), fileName(packedPath)],
    [parts.story.id, story.id],
  ];
  const renamed = (/** @type {string} */ text) =>
    names.reduce((text, [from, to]) => text.replaceAll(from, to), text);

  const released = { ...parts.released };
  delete released[`${parts.story.id}.story.txt`];
  released[`${story.id}.story.txt`] = { path: packedPath, integrity: integrity(hash) };
  await Promise.all(
    parts.files.map(async ({ path, integrity: wanted, naming }) => {
      const response = await get(new URL(path, core.home));
      let bytes = new Uint8Array(await response.arrayBuffer());
      if (integrity(sha256(bytes)) !== wanted) {
        throw new Error(`${path} is not the released file`);
      }
      let name = path;
      if (naming) {
        const text = new TextDecoder().decode(bytes);
        bytes = strToU8(path === "embed.html" ? withLinks(renamed(text), story) : renamed(text));
      }
      if (path === parts.loader) {
        // The pinned loader is named after its content.
        const own = sha256(bytes);
        name = path.replace(/-\w+\.js$/, `-${hex(own).slice(0, 8)}.js`);
        released["explainer.js"] = { path: name, integrity: integrity(own) };
      }
      files[name] = bytes;
    }),
  );
  const manifest = { version: parts.version, files: released };
  files["release.json"] = strToU8(`${JSON.stringify(manifest, null, 2)}\n`);

  const { id, languages, title } = story;
  files[`stories/${id}.json`] = strToU8(text);
  for (const { path, bytes } of images) files[`stories/${path}`] = bytes;
  files["stories/index.json"] = strToU8(`${JSON.stringify([{ id, languages, title }], null, 2)}\n`);
  for (const lang of languages) await addLanguage(lang);
  // The pages of the release refer to these two.
  const first = homeOf(languages.includes("ja") ? "ja" : (languages[0] ?? "en"));
  files["index.html"] = files[first] ?? new Uint8Array();
  if (!files["index.en.html"]) files["index.en.html"] = files["index.html"];
  files["READ-ME.html"] = strToU8(readMe());
  return files;

  /** @param {string} lang */
  async function addLanguage(lang) {
    const name = `stories/${id}.${lang}`;
    const at = `${id}.{lang}.html`;
    const made = async (/** @type {string} */ kind, imagesAt = "") => {
      const it = await core.make(text, kind, lang, at, imagesAt);
      if (!it) throw new Error(`${kind} cannot be made in ${lang}`);
      return it.text.trim();
    };
    const html = await made("html");
    files[`${name}.html`] = strToU8(filled(parts.page, lang, html, `${id}.{lang}.html`));
    const folded = await made("html-folded");
    files[`${name}.folded.html`] = strToU8(filled(parts.page, lang, folded, `${id}.{lang}.html`));
    files[`${name}.fragment.html`] = strToU8(`${await made("fragment")}\n`);
    files[`${name}.svg`] = strToU8(await made("svg"));
    files[`${name}.chart.svg`] = strToU8(await made("chart-svg"));
    const atHome = languages.reduce(
      (html, other) => html.replaceAll(`href="${id}.${other}.html"`, `href="${homeOf(other)}"`),
      images.length ? await made("html", "stories/") : html,
    );
    files[homeOf(lang)] = strToU8(filled(parts.home, lang, atHome, "index.{lang}.html"));
  }

  /** @param {string} lang */
  function homeOf(lang) {
    return `index.${lang}.html`;
  }

  /**
   * @param {string} template
   * @param {string} lang
   * @param {string} html
   * @param {string} address of the page in another language
   */
  function filled(template, lang, html, address) {
    const others = languages.filter((other) => other !== lang);
    const at = (/** @type {string} */ other) => address.replace("{lang}", other);
    /** @type {Record<string, string>} */
    const values = {
      "{lang}": lang,
      "{id}": id,
      "{title}": escaped(title[lang] ?? ""),
      "{summary}": escaped(story.summary[lang] ?? ""),
      "<!-- others -->": others
        .map((other) => `<link rel="alternate" hreflang="${other}" href="${at(other)}">`)
        .join(""),
      "<!-- languages -->": others
        .map((other) => `<a href="${at(other)}" hreflang="${other}" lang="${other}">${other}</a>`)
        .join(" "),
      "<!-- story -->": html,
    };
    // All are replaced in one pass, because a text of the story may look like a placeholder.
    return template.replace(
      /\{(lang|id|title|summary)\}|<!-- (others|languages|story) -->/g,
      (it) => (it in values ? (values[it] ?? "") : it),
    );
  }
}

/**
 * Returns the page for frames with links to the static story in each of its languages.
 * @param {string} page
 * @param {StoryHead} story
 */
function withLinks(page, { id, languages, title }) {
  const links = languages.map(
    (lang) =>
      `<p lang="${lang}"><a href="stories/${id}.${lang}.html" target="_blank" rel="noopener">` +
      `${escaped(title[lang] ?? id)}</a></p>`,
  );
  return page.replace(/<noscript>.*?<\/noscript>/s, () => `<noscript>${links.join("")}</noscript>`);
}

/** @param {URL} address */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: HTTP ${response.status}`);
  return response;
}

const readMe = () => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Read me</title>
<p>Upload everything in this folder to your web host, into a folder of its own. That is all.
<p>index.html is the page to visit; embed-code.html writes the code that puts the story into an \
article.
<p>A file beginning with an underscore or a dot is for your host; leave it where it is.
<p>To correct the story, open stories/*.json in the studio, and take a new folder.
<p lang="ja">このフォルダーの中身をすべて、ウェブサーバーの一つのフォルダーに置いてください。\
index.html が図解のページ、embed-code.html が記事に埋め込むコードのページです。\
直すときは stories/*.json をスタジオで開きます。
</html>
`;

/**
 * Returns the ZIP of some files.
 * @param {Record<string, Uint8Array>} files
 */
export const zipped = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))), {
    level: 6,
  });
