// Explainer stories in Eleventy: {% explainer "stories/my-story.json", "en" %}
//
//     import explainer from "./explainer.js";
//     export default (eleventyConfig) => eleventyConfig.addPlugin(explainer);

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { images, pack, render } from "explainer-widget/node";

const bin = join(
  dirname(fileURLToPath(import.meta.resolve("explainer-widget"))),
  "bin/explainer.js",
);

/**
 * @param {*} eleventyConfig
 * @param {{ path?: string, headingLevel?: number }} [options] `path` is the address of the widget's
 *   files
 */
export default function explainer(eleventyConfig, { path = "/explainer/", headingLevel } = {}) {
  /**
   * The packed stories and the files of their images by name, until the pages are written.
   * @type {Map<string, Uint8Array>}
   */
  const files = new Map();
  const address = (name) => eleventyConfig.getFilter("url")(path + name);

  /** @param {string} file the story, from the project's folder @param {string} [lang] */
  function embed(file, lang) {
    const story = readFileSync(resolve(file), "utf8");
    // A story with errors throws, and the message is the report of the check.
    const html = render(story, { name: file, lang, headingLevel, imagesAt: address("") }).trim();
    const { id, languages } = JSON.parse(story);
    const name = `${id}.story.txt`;
    files.set(name, pack(story, { name: file }));
    for (const image of images(story)) files.set(image, readFileSync(join(dirname(file), image)));
    const element = `<explainer-widget lang="${lang ?? languages[0]}" packed="${address(name)}">`;
    return `<div>${element}${html}</explainer-widget></div>`;
  }

  /** The style sheet and the script, for the head of every page with a story. */
  const head = () =>
    `<link rel="stylesheet" href="${address("explainer.css")}">` +
    `<script type="module" src="${address("explainer.js")}"></script>`;

  eleventyConfig.addShortcode("explainer", embed);
  eleventyConfig.addShortcode("explainerHead", head);
  eleventyConfig.addWatchTarget("./stories/");
  eleventyConfig.on("eleventy.after", ({ directories }) => {
    const folder = join(directories.output, path);
    execFileSync(process.execPath, [bin, "copy", folder]);
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
  });
}
