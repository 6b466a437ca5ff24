// The files of the npm package, as ../element/release.js has those of a release. Bundlers find a
// file only if its own literal `new URL` or `import()` names it. They may rewrite what they copy,
// so no integrity is checked. `cargo xtask package npm` replaces these names by the released ones.

/**
 * Address of the folder into which `explainer copy` has put the files; "" if a bundler copies them.
 */
let base = "";

/** @typedef {ReleasedFile & { url: () => URL }} Copied a file that a bundler copies */
/**
 * @typedef {ReleasedFile & { load: () => Promise<any> }} Bundled a module that a bundler includes
 */

export const release = {
  version: /** @type {string} */ (VERSION),
  home: "",
  /** @type {Bundled} */
  js: { path: "v/dev/live.js", load: () => import("./release/v/dev/live.js") },
  /** @type {Copied} */
  wasm: {
    path: "v/dev/widget_bg.wasm",
    url: () => new URL("./release/v/dev/widget_bg.wasm", import.meta.url),
  },
  /** @type {Copied} */
  css: {
    path: "v/dev/explainer.css",
    url: () => new URL("./release/v/dev/explainer.css", import.meta.url),
  },
  story: undefined,
  /** @type {Bundled} */
  checkJs: { path: "v/dev/checker.js", load: () => import("./release/v/dev/checker.js") },
  /** @type {Copied} */
  checkWasm: {
    path: "v/dev/checker_bg.wasm",
    url: () => new URL("./release/v/dev/checker_bg.wasm", import.meta.url),
  },
};

/** The script that a warning names. */
export const source = "the package explainer-widget";

/**
 * Returns the address of a file.
 * @param {Copied} file
 */
export const at = ({ path, url }) =>
  (base ? new URL(path, new URL(base, document.baseURI)) : url()).href;

/**
 * Imports a module. It is in the bundle, also where `base` is set. An application sets `base` right
 * after the import of the package, which is before this continues.
 * @param {Bundled} file
 */
export const getModule = ({ load }) => load();

/** @returns {string} the address of the folder with the files */
export const getBase = () => base;

/** @param {string | undefined} address */
export function setBase(address) {
  base = address && !address.endsWith("/") ? `${address}/` : (address ?? "");
}
