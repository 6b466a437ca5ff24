// The worker of the studio: it runs the two programs, so that no check and no import stops a key
// from being shown. Each instance loads the one program that it is first asked for.

import startConverter, { Files, make, pack, start } from "converter";
import startDesk, { checkText, dateInWords, edit } from "desk";

/** @param {string} file */
const fetched = (file) => fetch(new URL(file, location.href));

/** @type {Promise<unknown> | undefined} */
let desk;
const withDesk = () => (desk ??= startDesk({ module_or_path: fetched(DESK) }));

/** @type {Promise<unknown> | undefined} */
let converter;
const withConverter = () => (converter ??= startConverter({ module_or_path: fetched(CONVERTER) }));

/** The questions; each answer is a value that can be copied. */
const answers = {
  /** @param {string} text */
  async check(text) {
    await withDesk();
    const outcome = checkText(text);
    const answer = { packed: outcome.packed(), problems: outcome.problems() };
    outcome.free();
    return answer;
  },
  /**
   * @param {string} text
   * @param {string[]} path
   * @param {string} [value]
   */
  async edit(text, path, value) {
    await withDesk();
    return edit(text, path, value);
  },
  /**
   * @param {string} text
   * @param {string} lang
   */
  async dateInWords(text, lang) {
    await withDesk();
    return dateInWords(text, lang);
  },
  /**
   * @param {{ name: string, bytes: Uint8Array }[]} files
   * @param {string} choices
   */
  async review(files, choices) {
    await withConverter();
    const list = new Files();
    for (const { name, bytes } of files) list.add(name, bytes);
    const answer = list.review(choices);
    list.free();
    return JSON.parse(answer);
  },
  /**
   * @param {string} id
   * @param {string} lang
   */
  async start(id, lang) {
    await withConverter();
    return start(id, lang);
  },
  /**
   * @param {string} text
   * @param {string} kind
   * @param {string} lang
   * @param {string} [languagesAt]
   */
  async make(text, kind, lang, languagesAt) {
    await withConverter();
    const made = await make(text, kind, lang, languagesAt);
    return made === undefined ? undefined : JSON.parse(made);
  },
  /** @param {string} text */
  async pack(text) {
    await withConverter();
    return pack(text);
  },
};

addEventListener("message", async ({ data: { id, name, values } }) => {
  const answer = /** @type {Record<string, (...values: unknown[]) => Promise<unknown>>} */ (
    answers
  )[name];
  try {
    postMessage({ id, answer: await answer?.(...values) });
  } catch (error) {
    postMessage({ id, error: String(error), trap: error instanceof WebAssembly.RuntimeError });
  }
});
