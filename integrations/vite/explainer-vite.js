// Explainer stories for everything that is built with Vite: Astro, VitePress, SvelteKit, Nuxt and
// others.
//
//     import story from "./stories/my-story.json?explainer";
//
// `story` has the address of the packed story, the languages, and in the HTML that is made in the
// build also the static story in each language: { packed, languages, html: { en: "…" } }. Scripts
// for browsers get no static story. The image files of a prepared story are published beside the
// packed one.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { images, pack, render } from "explainer-widget/node";

const QUERY = "?explainer";
// Not `.json`: Vite would read it as JSON.
const SUFFIX = ".explainer.js";

/**
 * @param {{ headingLevel?: number, base?: string }} [options] `base` is the address of the site's
 *   folder, which ends with `/`, where the configuration of Vite has another one: SvelteKit's
 *   `paths.base`
 */
export default function explainer({ headingLevel, base: site } = {}) {
  let base = site ?? "/";
  let isBuild = false;
  return {
    name: "explainer",
    enforce: /** @type {const} */ ("pre"),

    configResolved(config) {
      base = site ?? config.base;
      isBuild = config.command === "build";
    },

    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return;
      const found = await this.resolve(source.slice(0, -QUERY.length), importer);
      return found && `\0${found.id}${SUFFIX}`;
    },

    load(id, { ssr = false } = {}) {
      if (!id.startsWith("\0") || !id.endsWith(SUFFIX)) return;
      const file = id.slice(1, -SUFFIX.length);
      this.addWatchFile(file);
      const text = readFileSync(file, "utf8");
      const name = relative(process.cwd(), file);
      const bytes = packOf(text, name, (message) => this.error(message));
      const { id: storyId, languages } = JSON.parse(text);
      const imagesAt = `${base}explainer/`;
      let packed = `"data:text/plain;base64,${Buffer.from(bytes).toString("base64")}"`;
      if (isBuild) {
        const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
        const fileName = `explainer/${storyId}.${hash}.txt`;
        const reference = this.emitFile({ type: "asset", fileName, source: bytes });
        for (const image of images(text)) {
          const source = readFileSync(join(dirname(file), image));
          this.emitFile({ type: "asset", fileName: `explainer/${image}`, source });
        }
        // Where the base is the page's own folder, as SvelteKit has it in scripts for browsers,
        // only the script's own address leads to the file.
        const isRelative = !ssr && (base === "" || base === "./");
        packed = isRelative
          ? `import.meta.ROLLUP_FILE_URL_${reference}`
          : JSON.stringify(base + fileName);
      }
      const html = {};
      if (ssr || !isBuild) {
        for (const lang of languages)
          html[lang] = render(text, { name, lang, headingLevel, imagesAt }).trim();
      }
      const rest = JSON.stringify({ languages, html });
      return `export default { packed: ${packed}, ...${rest} };`;
    },
  };
}

/** Packs a story; one with errors fails the build with the report of the check. */
function packOf(text, name, fail) {
  try {
    return pack(text, { name });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
