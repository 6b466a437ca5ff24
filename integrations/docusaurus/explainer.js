// Explainer stories in Docusaurus: a plugin for `docusaurus.config.js`, and the loader that it
// uses.
//
//     plugins: ["./explainer.js"]
//
// Then in MDX and React: import story from "./my-story.json?explainer";
// `story` is { packed, languages, html }: the address of the packed story, and in the HTML that is
// made in the build also the static story in each language. Scripts for browsers get no static
// story. The image files of a prepared story are published beside the packed one.

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");

/** The plugin. */
function plugin() {
  return {
    name: "explainer",
    configureWebpack(config, isServer) {
      // The widget loads a style sheet by its address. Without this, the file at that address is a
      // script.
      const rules = config.module.rules.filter((rule) => String(rule?.test).includes("css"));
      for (const rule of rules) rule.dependency = { not: ["url"] };
      const use = [{ loader: __filename, options: { isServer } }];
      return {
        module: { rules: [{ resourceQuery: /^\?explainer$/, type: "javascript/auto", use }] },
      };
    },
  };
}

/** The loader: a story with errors fails the build with the report of the check. */
async function loader(text) {
  const done = this.async();
  try {
    const { images, pack, render } = await import("explainer-widget/node");
    const name = relative(process.cwd(), this.resourcePath);
    const bytes = pack(text, { name });
    const { id, languages } = JSON.parse(text);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const file = `assets/explainer/${id}.${hash}.txt`;
    for (const image of images(text)) {
      const source = readFileSync(join(dirname(this.resourcePath), image));
      this.emitFile(`assets/explainer/${image}`, source);
    }
    const imagesAt = `${this._compilation.outputOptions.publicPath}assets/explainer/`;
    const html = {};
    if (this.getOptions().isServer || this.mode === "development") {
      for (const lang of languages) html[lang] = render(text, { name, lang, imagesAt }).trim();
    }
    this.emitFile(file, Buffer.from(bytes));
    done(
      null,
      `export default { packed: __webpack_public_path__ + ${JSON.stringify(file)}, ` +
        `languages: ${JSON.stringify(languages)}, html: ${JSON.stringify(html)} };`,
    );
  } catch (error) {
    done(new Error(error instanceof Error ? error.message : String(error)));
  }
}

// Docusaurus calls it without `this` of a loader, webpack with it.
module.exports = function explainer(...words) {
  return this?.resourcePath ? loader.apply(this, words) : plugin();
};
