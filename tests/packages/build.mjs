// Builds the same small site from the npm package in all the ways that docs/npm.md describes, into
// target/packages/NAME. The package is unpacked from its tarball, as npm would install it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Parcel } from "@parcel/core";
import resolve from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";
import { install } from "./install.mjs";

const here = import.meta.dirname;
const target = join(here, "../../target/packages");
const app = join(here, "app");

install(join(here, "node_modules/explainer-widget"));
const { pack, render } = await import("explainer-widget/node");
const story = readFileSync(join(here, "../../examples/yen-and-banks.json"), "utf8");
const page = readFileSync(join(app, "index.html"), "utf8").replace(
  "<!-- story -->",
  render(story, { lang: "en" }).trim(),
);

/**
 * Starts a site: an empty folder with the packed story.
 * @param {string} name
 */
function begin(name) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "story.txt"), pack(story));
  return folder;
}

/** @param {string} folder @param {string} script */
const finish = (folder, script) =>
  writeFileSync(join(folder, "index.html"), page.replace("<!-- script -->", script));

/** @param {string} folder */
const copy = (folder) =>
  execFileSync(process.execPath, [
    join(here, "node_modules/explainer-widget/bin/explainer.js"),
    "copy",
    join(folder, "explainer"),
  ]);

const MODULE = '<script type="module" src="./main.js"></script>';

/**
 * Copies the source of the site below this folder, where the package is found.
 * @param {string} bundler
 */
function sourceFor(bundler) {
  const source = join(here, `node_modules/.${bundler}-source`);
  rmSync(source, { recursive: true, force: true });
  cpSync(app, source, { recursive: true });
  writeFileSync(join(source, "index.html"), page.replace("<!-- script -->", MODULE));
  return source;
}

async function withVite() {
  const folder = begin("vite");
  const source = sourceFor("vite");
  await vite({
    root: source,
    base: "./",
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: false },
  });
}

async function withWebpack() {
  const folder = begin("webpack");
  const compiler = webpack({
    mode: "production",
    context: app,
    entry: "./main.js",
    output: { path: folder, filename: "main.js" },
    // The program is 251 kB before compression; webpack warns of files above 250.
    performance: { maxAssetSize: 300_000 },
  });
  const stats = await new Promise((done, fail) => {
    compiler.run((error, result) => (error ? fail(error) : done(result)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  finish(folder, '<script defer src="./main.js"></script>');
}

async function withParcel() {
  const folder = begin("parcel");
  const source = sourceFor("parcel");
  const bundler = new Parcel({
    entries: join(source, "index.html"),
    config: join(source, ".parcelrc"),
    mode: "production",
    defaultTargetOptions: { distDir: folder, publicUrl: "./", sourceMaps: false },
    cacheDir: join(here, "node_modules/.parcel-cache"),
    shouldDisableCache: true,
    env: { NODE_ENV: "production" },
  });
  await bundler.run();
}

async function withRollup() {
  const folder = begin("rollup");
  const bundle = await rollup({
    input: join(app, "main.js"),
    plugins: [resolve(), importMetaAssets()],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  await bundle.write({ dir: folder, format: "es", entryFileNames: "main.js" });
  finish(folder, MODULE);
}

async function withEsbuild() {
  const folder = begin("esbuild");
  await esbuild.build({
    entryPoints: { main: join(app, "based.js") },
    bundle: true,
    format: "esm",
    minify: true,
    outdir: folder,
    splitting: true,
    logLevel: "warning",
  });
  copy(folder);
  finish(folder, MODULE);
}

/** A classic script, which does not know its own address. */
async function withEsbuildClassic() {
  const folder = begin("esbuild-classic");
  await esbuild.build({
    entryPoints: { main: join(app, "based.js") },
    bundle: true,
    format: "iife",
    outdir: folder,
    logLevel: "error",
  });
  copy(folder);
  finish(folder, '<script defer src="./main.js"></script>');
}

/** No bundler: the page links the copied loader. */
function withoutBundler() {
  const folder = begin("copied");
  copy(folder);
  cpSync(join(app, "listen.js"), join(folder, "listen.js"));
  writeFileSync(join(folder, "main.js"), 'import { listen } from "./listen.js";\n\nlisten();\n');
  finish(folder, `${MODULE}<script type="module" src="./explainer/explainer.js"></script>`);
}

/**
 * A release of a folder of stories, by the package's command, which makes no images ready: the
 * stories here have none.
 */
function asSite() {
  const folder = join(target, "site");
  const stories = join(target, "stories");
  for (const old of [folder, stories]) rmSync(old, { recursive: true, force: true });
  for (const name of ["women-in-computing.json", "yen-and-banks.json"]) {
    cpSync(join(here, "../../examples", name), join(stories, name));
  }
  execFileSync(process.execPath, [
    join(here, "node_modules/explainer-widget/bin/explainer.js"),
    "site",
    stories,
    `--out=${folder}`,
  ]);
}

await withVite();
await withWebpack();
await withParcel();
await withRollup();
await withEsbuild();
await withEsbuildClassic();
withoutBundler();
asSite();
