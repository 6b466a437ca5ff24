// The authors' command for Node.js, Deno and Bun: the same program as the native `explainer`,
// compiled to WebAssembly. It is called with the words of a command line, here with files that are
// in memory.

import { readFileSync } from "node:fs";
import { initSync, run } from "./author/author.js";

/**
 * What the program needs of the system around it; its other half is src/cli/host_node.rs.
 * @typedef {object} Host
 * @property {(path: string) => Uint8Array} read
 * @property {(path: string) => string[] | undefined} entries the paths in a folder, those of
 *   folders with a "/" at the end; `undefined` if the path is no folder
 * @property {(path: string, bytes: Uint8Array) => void} write writes a file, and its folder if
 *   there is none
 * @property {(path: string) => boolean} exists
 * @property {(path: string) => void} remove
 * @property {(bytes: Uint8Array) => void} print
 * @property {(bytes: Uint8Array) => void} say
 * @property {number | undefined} width columns of the terminal, if there is one
 * @property {number} helpWidth columns for help
 * @property {boolean} printsColour
 * @property {boolean} saysColour
 */

let started = false;

/**
 * Runs a command line; returns its exit code.
 * @param {string[]} words
 * @param {Host} host
 * @returns {number}
 */
export function runCommand(words, host) {
  if (!started) {
    initSync({ module: readFileSync(new URL("./author/author_bg.wasm", import.meta.url)) });
    started = true;
  }
  return run(words, host);
}

/** A command that failed. The message is what the command says to a terminal. */
export class ExplainerError extends Error {
  name = "ExplainerError";

  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode) {
    super(message);
    /** 1 if a story has errors, 2 if an option or a file is wrong. */
    this.exitCode = exitCode;
  }
}

const decoder = new TextDecoder();

/**
 * Runs a command line on files in memory. Returns what it printed and what it said.
 * @param {string[]} words
 * @param {Map<string, Uint8Array>} [files]
 */
function inMemory(words, files = new Map()) {
  /** @type {Uint8Array[]} */
  const printed = [];
  /** @type {Uint8Array[]} */
  const said = [];
  const code = runCommand(words, {
    read(path) {
      const bytes = files.get(path);
      if (!bytes) throw new Error("No such file or directory (os error 2)");
      return bytes;
    },
    entries: () => undefined,
    write: () => {},
    // The images of a story are beside its file, wherever that is; those of a table are not here.
    exists: () => words[0] !== "import",
    remove: () => {},
    // The bytes are a part of the program's memory, which changes.
    print: (bytes) => printed.push(bytes.slice()),
    say: (bytes) => said.push(bytes.slice()),
    width: undefined,
    helpWidth: 100,
    printsColour: false,
    saysColour: false,
  });
  const output = new Uint8Array(Buffer.concat(printed));
  return { code, output, remarks: decoder.decode(Buffer.concat(said)) };
}

/**
 * Runs a command line that must not fail.
 * @param {string[]} words
 * @param {Map<string, Uint8Array>} [files]
 */
function succeed(words, files) {
  const { code, output, remarks } = inMemory(words, files);
  if (code) throw new ExplainerError(remarks.trimEnd().replace(/^explainer: /, ""), code);
  return { output, text: decoder.decode(output), remarks };
}

/**
 * Returns the bytes of a story or another file.
 * @param {string | Uint8Array | object} content
 */
function bytesOf(content) {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(
    typeof content === "string" ? content : JSON.stringify(content, null, 2),
  );
}

/**
 * Returns options as words of a command line: `headingLevel: 3` becomes `--heading-level=3`.
 * @param {Record<string, string | number | undefined>} options
 */
const optionWords = (options) =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}=${value}`);

/** @type {typeof import("./node.js").check} */
export function check(story, { name = "story.json" } = {}) {
  const files = new Map([[name, bytesOf(story)]]);
  const words = ["--", name];
  const json = inMemory(["check", "--format=json", ...words], files);
  if (json.code > 1) throw new ExplainerError(json.remarks, json.code);
  const [{ errors, warnings, problems }] = JSON.parse(decoder.decode(json.output)).files;
  const report = decoder.decode(inMemory(["check", ...words], files).output);
  return { errors, warnings, problems, report };
}

/** @type {typeof import("./node.js").render} */
export function render(story, { name = "story.json", ...options } = {}) {
  const files = new Map([[name, bytesOf(story)]]);
  return succeed(["render", ...optionWords(options), "--", name], files).text;
}

/** @type {typeof import("./node.js").pack} */
export function pack(story, { name = "story.json" } = {}) {
  return succeed(["pack", "--", name], new Map([[name, bytesOf(story)]])).output;
}

/** @type {typeof import("./node.js").images} */
export function images(story) {
  /** @type {Set<string>} */
  const found = new Set();
  JSON.parse(decoder.decode(bytesOf(story)), (key, value) => {
    const lists = key === "ready" ? [value?.modern, value?.plain, value?.card] : [];
    // A list of files with their widths, as in `srcset`.
    for (const part of lists.flatMap((list) => list?.split(",") ?? [])) {
      const [file] = part.trim().split(" ");
      if (file) found.add(file);
    }
    return value;
  });
  return [...found];
}

/** @type {typeof import("./node.js").importTable} */
export function importTable(tables, { from = "auto", ...options } = {}) {
  const list = Array.isArray(tables) ? tables : [tables];
  const files = new Map(list.map(({ name, content }) => [name, bytesOf(content)]));
  const words = ["import", ...optionWords(options), "--", from, ...list.map(({ name }) => name)];
  const { text, remarks } = succeed(words, files);
  const [summary = "", ...notes] = remarks.trimEnd().split("\n");
  return { story: JSON.parse(text), json: text, summary, notes };
}

/** @type {typeof import("./node.js").exportStory} */
export function exportStory(story, { to, name = "story.json", ...options }) {
  const files = new Map([[name, bytesOf(story)]]);
  const { text, remarks } = succeed(["export", ...optionWords(options), "--", to, name], files);
  const lines = remarks.split("\n").filter((line) => line);
  return { text, leftOut: lines.map((line) => line.replace(/^left out: /, "")) };
}

/** @type {typeof import("./node.js").newStory} */
export const newStory = (id = "my-story", options = {}) =>
  succeed(["new", ...optionWords(options), "--", id]).text;

/** @type {typeof import("./node.js").schema} */
export const schema = () => JSON.parse(succeed(["schema"]).text);
