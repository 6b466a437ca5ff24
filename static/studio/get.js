// The screen “Get it”: everything that an author can save. With errors, it offers only the JSON.

import * as core from "./core.js";
import { announce, button, choice, copy, fill, h, save } from "./dom.js";
import { languageName, own, t } from "./words.js";

/**
 * Shows what can be saved.
 * @param {HTMLElement} main
 * @param {import("./desk.js").Desk} desk
 * @param {{ back: () => void, say: (text: string) => void }} ways
 */
export async function showGet(main, desk, ways) {
  await desk.settled();
  const { text } = desk.text;
  // Readers load the prepared files of the images.
  const prepared = desk.images.inText(text);
  const errors = desk.hasErrors();
  /** @type {import("./zip.js").StoryHead} */
  const story = desk.data();
  const languages = errors ? [] : story.languages;
  let lang = languages.includes(own) ? own : (languages[0] ?? "en");
  const list = h("div", { class: "ways-out" });
  fill(
    main,
    h(
      "div",
      { class: "get" },
      h("h1", { tabindex: "-1" }, t("getTitle")),
      h(
        "p",
        { class: "row" },
        button(t("back"), ways.back, { id: "back" }),
        languages.length > 1 &&
          choice(
            t("inLanguage"),
            languages.map((tag) => /** @type {[string, string]} */ ([tag, languageName(tag)])),
            lang,
            (value) => {
              lang = value;
              draw();
            },
          ),
      ),
      errors && h("p", { class: "notice", role: "status" }, t("getErrors")),
      list,
    ),
  );
  draw();
  main.querySelector("h1")?.focus();

  function draw() {
    const name = `${story.id}.${lang}`;
    const json = card(
      "json",
      button(t("download"), () => desk.saveFile(), { id: "get-json" }),
      copying(async () => text),
    );
    if (errors) {
      fill(list, json);
      return;
    }
    fill(
      list,
      zipCard(),
      embedCard(),
      json,
      textCard("page", "html", `${name}.html`, "text/html", page),
      textCard("fragment", "fragment", `${name}.fragment.html`, "text/html"),
      pictureCard("svg", "svg", name),
      pictureCard("chart", "chart-svg", `${name}.chart`),
      card(
        "tables",
        ...["events", "amounts", "sources"].map((table) =>
          button(t(table === "amounts" ? "observations" : table), () =>
            take(table, `${name}.${table}.csv`, "text/csv"),
          ),
        ),
      ),
      textCard("timelinejs", "timelinejs", `${name}.timelinejs.json`, "application/json"),
      textCard("jsonld", "jsonld", `${name}.jsonld`, "application/ld+json"),
    );
  }

  /**
   * @param {string} name
   * @param {(Node | string | undefined)[]} content
   */
  function card(name, ...content) {
    const hint = t(`get_${name}_hint`);
    return h(
      "section",
      { class: "card", "data-form": name },
      h("h2", null, t(`get_${name}`)),
      hint !== `get_${name}_hint` && h("p", { class: "hint" }, hint),
      h("div", { class: "row", role: "group", "aria-label": t(`get_${name}`) }, ...content),
      h("p", { class: "hint outcome", role: "status" }),
    );
  }

  /**
   * @param {string} name
   * @param {string} sentence
   */
  function tell(name, sentence) {
    const place = list.querySelector(`[data-form="${name}"] .outcome`);
    if (place) fill(place, sentence);
  }

  /**
   * Makes a form of the story.
   * @param {string} kind
   * @param {string} [form] the card that says what was left out
   * @param {string} [imagesAt] the address of the folder with the images
   */
  async function made(kind, form = kind, imagesAt = "") {
    const it = await core.make(prepared, kind, lang, `${story.id}.{lang}.html`, imagesAt);
    if (!it) throw new Error(kind);
    if (it.leftOut.length) tell(form, t("leftOut", { what: it.leftOut.join(", ") }));
    return it.text;
  }

  /**
   * @param {string} kind
   * @param {string} name
   * @param {string} type
   * @param {(text: string) => string} [change]
   */
  async function take(kind, name, type, change = (it) => it) {
    try {
      const form = ["events", "amounts", "sources"].includes(kind) ? "tables" : kind;
      save(name, change(await made(kind, form)), type);
    } catch (error) {
      ways.say(t("failed", { why: String(error) }));
    }
  }

  /** @param {() => Promise<string>} content */
  function copying(content) {
    const it = button(t("copy"), async () => {
      const done = await copy(await content());
      const outcome = t(done ? "copied" : "notCopied");
      it.textContent = outcome;
      announce(outcome);
    });
    return it;
  }

  /**
   * @param {string} form
   * @param {string} kind
   * @param {string} name
   * @param {string} type
   * @param {(text: string) => string} [change]
   */
  function textCard(form, kind, name, type, change = (it) => it) {
    return card(
      form,
      button(t("download"), () => void take(kind, name, type, change), { id: `get-${form}` }),
      copying(async () => change(await made(kind, form))),
    );
  }

  /**
   * Returns a page of its own, with the style sheet of the folder.
   * @param {string} html
   */
  function page(html) {
    const plain = (/** @type {string} */ it) => it.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return [
      "<!doctype html>",
      `<html lang="${lang}">`,
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      `<title>${plain((story.title[lang] ?? "").replaceAll("\u200b", ""))}</title>`,
      '<link rel="stylesheet" href="explainer.css">',
      html,
      "</html>",
      "",
    ].join("\n");
  }

  /**
   * @param {string} form
   * @param {string} kind
   * @param {string} name
   */
  function pictureCard(form, kind, name) {
    return card(
      form,
      button("SVG", () => void take(kind, `${name}.svg`, "image/svg+xml"), { id: `get-${form}` }),
      button("PNG", async () => {
        try {
          save(`${name}.png`, await png(await made(kind, form)), "image/png");
        } catch (error) {
          tell(form, t("failed", { why: String(error) }));
        }
      }),
    );
  }

  function zipCard() {
    const it = button(
      t("download"),
      async () => {
        it.disabled = true;
        tell("zip", t("working"));
        try {
          const { site, zipped } = await import("./zip.js");
          const missing = desk.images.missing(story).map(({ file }) => file);
          if (missing.length) throw new Error(t("imageMissing", { file: missing.join(", ") }));
          const files = await site(prepared, story, desk.images.files(story));
          const zip = zipped(files);
          save(`${story.id}.zip`, zip, "application/zip");
          const size = Math.ceil(zip.length / 1024);
          tell("zip", t("zipDone", { n: Object.keys(files).length, size }));
        } catch (error) {
          tell("zip", t("failed", { why: String(error) }));
        }
        it.disabled = false;
      },
      { class: "strong", id: "get-zip" },
    );
    return card("zip", it);
  }

  function embedCard() {
    const address = h("input", {
      type: "url",
      value: "https://www.example.org/story/",
      oninput: () => void show(),
    });
    let folded = true;
    const code = h("pre", { tabindex: "0", role: "region", "aria-label": t("get_embed") });
    const show = async () => {
      const kind = folded ? "html-folded" : "html";
      const home = address.value.endsWith("/") ? address.value : `${address.value}/`;
      const html = (await made(kind, "embed", `${home}stories/`)).trim();
      const full = html.replaceAll(/href="([^":/#]+\.html)"/g, `href="${home}stories/$1"`);
      code.textContent = [
        "<div>",
        `<link rel="stylesheet" href="${home}explainer.css">`,
        `<script type="module" src="${home}explainer.js"></script>`,
        `<explainer-widget${folded ? " fold" : ""} lang="${lang}">`,
        full,
        "</explainer-widget>",
        "</div>",
      ].join("\n");
    };
    const card_ = card(
      "embed",
      h("label", { class: "field" }, h("span", null, t("address")), address),
      choice(
        t("length"),
        [
          ["folded", t("folded")],
          ["whole", t("whole")],
        ],
        "folded",
        (value) => {
          folded = value === "folded";
          void show();
        },
      ),
      copying(async () => {
        await show();
        return code.textContent ?? "";
      }),
    );
    card_.append(code);
    void show().catch(() => {});
    return card_;
  }
}

/**
 * Draws a picture in pixels, twice as large.
 * @param {string} svg
 * @returns {Promise<Blob>}
 */
async function png(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = h("canvas", { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
