#!/usr/bin/env node
// The command `explainer` of the npm package: the program with the files and the terminal of this
// machine, and `explainer copy`, which only the package has.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { getSystemErrorMap } from "node:util";
import { runCommand } from "../node.js";

const { env } = process;

/**
 * Returns a system's failure in the words of the native command.
 * @param {unknown} error
 */
function failure(error) {
  const { errno = 0, code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const known = code === "EISDIR" ? "is a directory" : getSystemErrorMap().get(errno)?.[1];
  if (!known) return new Error(message);
  return new Error(`${known[0]?.toUpperCase()}${known.slice(1)} (os error ${-errno})`);
}

/**
 * Calls the system.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function system(call) {
  try {
    return call();
  } catch (error) {
    throw failure(error);
  }
}

/**
 * Writes all bytes. A reader that has closed the pipe is no failure.
 * @param {number} file
 * @param {Uint8Array} bytes
 */
function write(file, bytes) {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(file, bytes, written);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw failure(error);
    }
  }
}

/**
 * Returns true if a terminal shows colours, by the rules of the native command.
 * @param {number} file
 */
function hasColour(file) {
  if (env.NO_COLOR) return false;
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== "0") return true;
  if (env.CLICOLOR === "0" || !isatty(file)) return false;
  return Boolean((env.TERM && env.TERM !== "dumb") || env.CLICOLOR || env.CI);
}

const COLUMNS = /^\d+$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : undefined;

/** @returns {number} the columns for help */
function helpWidth() {
  if (isatty(1)) return process.stdout.columns;
  if (isatty(2)) return process.stderr.columns;
  return COLUMNS ?? 100;
}

/** @type {import("../node.js").Host} */
const host = {
  read: (path) => system(() => readFileSync(path === "-" ? 0 : path)),
  entries: (path) =>
    system(() => {
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
      const folder = path.endsWith("/") ? path : `${path}/`;
      return readdirSync(path, { withFileTypes: true }).map(
        (entry) => folder + entry.name + (entry.isDirectory() ? "/" : ""),
      );
    }),
  write: (path, bytes) =>
    system(() => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }),
  exists: (path) => existsSync(path),
  remove: (path) => system(() => rmSync(path)),
  print: (bytes) => write(1, bytes),
  say: (bytes) => write(2, bytes),
  width: isatty(1) ? COLUMNS : undefined,
  helpWidth: helpWidth(),
  printsColour: hasColour(1),
  saysColour: hasColour(2),
};

const COPY = `\
Usage: explainer copy DIR

Copies the widget's files into a folder of your site, for pages without a bundler and for bundlers
that copy no files (esbuild, Rollup, Angular). A page without a bundler links DIR/explainer.js. An
application sets the address of the folder after its import:

    import { ExplainerWidget } from "explainer-widget";
    ExplainerWidget.base = "/explainer/";
`;

/**
 * Copies what a browser loads.
 * @param {string[]} words
 * @returns {number} the exit code
 */
function copy(words) {
  const [folder, ...more] = words;
  const isHelp = folder === "--help" || folder === "-h";
  if (isHelp || !folder || folder.startsWith("-") || more.length) {
    write(isHelp ? 1 : 2, Buffer.from(COPY));
    return isHelp ? 0 : 2;
  }
  try {
    cpSync(fileURLToPath(new URL("../release", import.meta.url)), folder, { recursive: true });
  } catch (error) {
    write(2, Buffer.from(`explainer: ${folder}: ${failure(error).message}\n`));
    return 2;
  }
  return 0;
}

const words = process.argv.slice(2);
// The package has the files that a site needs.
if (words[0] === "site" && !words.some((word) => /^--widget(=|$)/.test(word))) {
  words.splice(1, 0, `--widget=${fileURLToPath(new URL("../release", import.meta.url))}`);
}
if (words[0] === "copy") process.exitCode = copy(words.slice(1));
else {
  process.exitCode = runCommand(words, host);
  if (["help", "--help", "-h"].includes(words[0] ?? "") && words.length === 1) {
    write(
      1,
      Buffer.from("\nOnly in the npm package: explainer copy DIR (see explainer copy --help).\n"),
    );
  }
}
