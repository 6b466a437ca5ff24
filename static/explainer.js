// Loads the files that bring the widgets of a page to life.

// `cargo xtask dist` replaces this line with the released files and what a browser should find in them.
const release = { js: { path: "v/dev/explainer.js" }, wasm: { path: "v/dev/explainer_bg.wasm" }, css: { path: "v/dev/explainer.css" } };

const address = (file) => new URL(file.path, import.meta.url);
const wasm = fetch(address(release.wasm), { integrity: release.wasm.integrity ?? "" });
const glue = await import(address(release.js).href);
await glue.default({ module_or_path: wasm });
