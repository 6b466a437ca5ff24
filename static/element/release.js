// The files of a release, and how they are loaded: with a check of their integrity. The npm package
// has a twin of this module in static/package/release.js, in which bundlers find the same files.

import { get, reason } from "./fetch.js";

// A release defines VERSION and RELEASE when it is minified; during development, neither exists.
/** @type {Release} */
export const release =
  typeof VERSION === "undefined"
    ? {
        version: "dev",
        home: "./",
        js: { path: "v/dev/live.js" },
        wasm: { path: "v/dev/widget_bg.wasm" },
        css: { path: "v/dev/explainer.css" },
        story: { path: "v/dev/ai-rivalry.story.txt" },
        checkJs: { path: "v/dev/checker.js" },
        checkWasm: { path: "v/dev/checker_bg.wasm" },
      }
    : RELEASE;

/** The script that a warning names. */
export const source = import.meta.url;

/**
 * Returns the address of a file.
 * @param {ReleasedFile} file
 */
export const at = (file) => new URL(file.path, source).href;

/**
 * Imports a module after a preload, because only a preload takes an integrity. WebKit ignores it
 * even then, so the file is fetched first like the others, and the import finds it in the cache.
 * @param {ReleasedFile} file
 */
export async function getModule(file) {
  const { integrity } = file;
  const href = at(file);
  try {
    if (integrity) await get(href, integrity);
    const link = document.createElement("link");
    if (integrity && link.relList.supports("modulepreload")) {
      await new Promise((onload, onerror) => {
        Object.assign(link, { rel: "modulepreload", href, integrity, onload, onerror });
        document.head.append(link);
      }).finally(() => link.remove());
    }
    return await import(href);
  } catch {
    throw await reason(href, true, "javascript");
  }
}
