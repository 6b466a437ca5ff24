// Calls the studio's programs. A program that stops or takes too long ends with its worker; the
// next call starts another. Text and history are in the page, so nothing is lost with a worker.

import { own } from "./words.js";

/**
 * @typedef {{ severity: "error" | "warning", code: string, line: number, column: number,
 *   from: number, to: number, path: string, message: string, help: string, why: string }} Problem
 *   the sentences are in the studio's language
 * @typedef {{ packed: Uint8Array | undefined, problems: Problem[] }} Checked
 * @typedef {{ head: string, meaning: string, how: string }} Column
 * @typedef {{ file: string, kind: string, columns: Column[], rows: [number, string[]][] }} Table
 * @typedef {{ code: string, arguments?: Record<string, string>, en: string, ja: string }} Said
 * @typedef {{ kind: "left-out" | "changed" | "to-do", row: number | null, column: string | null,
 *   place: { en: string, ja: string }, message: Said }} Note
 * @typedef {{ tables: Table[], meanings: string[], refused?: { file: string, reason: Said },
 *   story?: string, events?: number, amounts?: number, sources?: number, chapters?: number,
 *   notes?: Note[] }} Review
 * @typedef {{ name: string, bytes: Uint8Array }} NamedFile
 * @typedef {{ text: string, leftOut: string[] }} Made
 */

/** Milliseconds without an answer after which a loaded program is ended. */
const PATIENCE = 30_000;

/** Milliseconds that a program may take to load: 800 kB on a slow line. */
const LOADING_PATIENCE = 300_000;

/** The studio's folder in the release. */
export const folder = new URL("./", import.meta.url);
/** The release's own folder. */
export const home = new URL("../../../", import.meta.url);

/** @returns {Worker} */
function startWorker() {
  const address = new URL(WORKER, folder).href;
  const options = /** @type {const} */ ({ type: "module" });
  // The release's policy allows only addresses that pass through a policy of Trusted Types; this
  // address is the release's own.
  const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy(
    `studio-worker-${++policies}`,
    { createScriptURL: (/** @type {string} */ text) => text },
  );
  return new Worker(trusted?.createScriptURL(address) ?? address, options);
}
let policies = 0;

class Program {
  /** @type {Worker | undefined} */
  #worker;
  #last = 0;
  /**
   * @type {Map<number,
   *   { done: (answer: any) => void, fail: (error: Error) => void, timer: number }>}
   */
  #calls = new Map();

  /**
   * Asks the program.
   * @param {string} name
   * @param {unknown[]} values
   * @returns {Promise<any>}
   */
  ask(name, ...values) {
    const id = ++this.#last;
    const worker = (this.#worker ??= this.#start());
    return new Promise((done, fail) => {
      this.#calls.set(id, { done, fail, timer: this.#timer(LOADING_PATIENCE) });
      worker.postMessage({ id, name, values });
    });
  }

  #start() {
    const worker = startWorker();
    worker.addEventListener("message", ({ data: { id, loaded, answer, error, trap } }) => {
      const call = this.#calls.get(id);
      if (!call) return;
      clearTimeout(call.timer);
      if (loaded) {
        call.timer = this.#timer(PATIENCE);
        return;
      }
      this.#calls.delete(id);
      if (error === undefined) call.done(answer);
      else call.fail(new Error(error));
      if (trap) this.#stop(error);
    });
    worker.addEventListener("error", ({ message }) => this.#stop(message || "it was not found"));
    return worker;
  }

  /** @param {number} patience milliseconds after which the program is ended */
  #timer(patience) {
    return window.setTimeout(() => this.#stop("it took too long"), patience);
  }

  /** @param {string} why */
  #stop(why) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { fail, timer } of this.#calls.values()) {
      clearTimeout(timer);
      fail(new Error(`the program has stopped: ${why}`));
    }
    this.#calls.clear();
  }
}

const desk = new Program();
const converter = new Program();

/**
 * Checks a text.
 * @param {string} text
 * @returns {Promise<Checked>}
 */
export async function check(text) {
  const { packed, problems } = await desk.ask("check", text);
  /** @type {Problem[]} */
  const list = [];
  for (let at = 0; at + 13 <= problems.length; at += 13) {
    const [severity, code, line, column, from, to, path, ...sentences] = problems.slice(
      at,
      at + 13,
    );
    const [message, help, why] = own === "ja" ? sentences.slice(3) : sentences;
    const numbers = { line: +line, column: +column, from: +from, to: +to };
    list.push({ severity, code, ...numbers, path, message, help, why });
  }
  return { packed, problems: list };
}

/**
 * Returns the edit that sets a value, or removes it; `undefined` if there is none.
 * @param {string} text
 * @param {(string | number)[]} path
 * @param {unknown} value `undefined` removes
 * @returns {Promise<{ from: number, to: number, text: string } | undefined>}
 */
export async function edit(text, path, value) {
  const json = value === undefined ? undefined : oneLine(value);
  const [from, to, inserted] = await desk.ask("edit", text, path.map(String), json);
  return from === undefined ? undefined : { from: +from, to: +to, text: inserted };
}

/**
 * Returns a value as JSON on one line, with spaces as in the examples.
 * @param {any} value
 * @returns {string}
 */
function oneLine(value) {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${oneLine(it)}`);
  return fields.length ? `{ ${fields.join(", ")} }` : "{}";
}

/**
 * Returns the text of a file that is meant as a story, correct or not.
 * @param {Uint8Array} bytes
 */
export function storyIn(bytes) {
  if (bytes.length > 16_000_000) return;
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, "");
  if (!/^\s*\{/.test(text) || !/"format"\s*:\s*\d/.test(text)) return;
  return text;
}

/**
 * Returns a date in words.
 * @param {string} text
 * @param {string} lang
 * @returns {Promise<string | undefined>}
 */
export const dateInWords = (text, lang) => desk.ask("dateInWords", text, lang);

/**
 * Returns the words of the interface: their names in a story, the English words, and what readers
 * of a language see.
 * @param {string} lang
 * @returns {Promise<[name: string, english: string, shown: string][]>}
 */
export async function words(lang) {
  const texts = await desk.ask("words", lang);
  const found = [];
  for (let at = 0; at + 3 <= texts.length; at += 3) found.push(texts.slice(at, at + 3));
  return found;
}

/**
 * Reads files for review.
 * @param {NamedFile[]} files
 * @param {object} choices
 * @returns {Promise<Review>}
 */
export const review = (files, choices) => converter.ask("review", files, JSON.stringify(choices));

/**
 * Returns a small correct story.
 * @param {string} id
 * @param {string} lang
 * @returns {Promise<string | undefined>}
 */
export const start = (id, lang) => converter.ask("start", id, lang);

/**
 * Returns what an author saves.
 * @param {string} text
 * @param {string} kind
 * @param {string} lang
 * @param {string} [languagesAt] the address of the page in another language, with `{lang}`
 * @param {string} [imagesAt] the address of the folder with the story's images
 * @returns {Promise<Made | undefined>}
 */
export const make = (text, kind, lang, languagesAt, imagesAt) =>
  converter.ask("make", text, kind, lang, languagesAt, imagesAt);

/**
 * Returns the packed story as a release has it.
 * @param {string} text
 * @returns {Promise<Uint8Array | undefined>}
 */
export const pack = (text) => converter.ask("pack", text);
