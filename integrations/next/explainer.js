// Explainer stories in Next.js: the stories of a folder, checked in the build, as static HTML and
// in packed form, with the image files of those that are prepared.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { images, pack, render } from "explainer-widget/node";

const folder = join(process.cwd(), "stories");

/** Returns the names of the stories, without `.json`. */
export const names = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));

/** @param {string} name */
const read = (name) => readFileSync(join(folder, `${name}.json`), "utf8");

/** Returns the files that readers load: packed stories and images, by their paths. */
export const files = () => names().flatMap((name) => [`${name}.txt`, ...images(read(name))]);

/**
 * Returns the bytes of such a file. A story with errors fails the build with the report of the
 * check.
 * @param {string} path
 */
export function bytesOf(path) {
  const name = path.endsWith(".txt") ? path.slice(0, -".txt".length) : "";
  if (names().includes(name)) return pack(read(name), { name: `${name}.json` });
  return readFileSync(join(folder, path));
}

/**
 * Returns a story as static HTML in a language, else in its first one.
 * @param {string} name
 * @param {string} imagesAt the address of the folder of its images
 * @param {string} [lang]
 */
export function rendered(name, imagesAt, lang) {
  const text = read(name);
  const wanted = lang ?? JSON.parse(text).languages[0];
  return {
    lang: wanted,
    html: render(text, { name: `${name}.json`, lang: wanted, imagesAt }).trim(),
  };
}
