// The worker of the studio: it runs the two programs, so that no check and no import delays a typed
// letter. Each instance loads the one program that it is first asked for.

import startConverter, { Files, make, pack, start } from "converter";
import startDesk, { checkText, dateInWords, edit, words } from "desk";

/** @param {string} file */
const fetched = (file) => fetch(new URL(file, location.href));

/** @type {Promise<unknown> | undefined} */
let desk;
const withDesk = () => (desk ??= startDesk({ module_or_path: fetched(DESK) }));

/** @type {Promise<unknown> | undefined} */
let converter;
const withConverter = () => (converter ??= startConverter({ module_or_path: fetched(CONVERTER) }));

/** The desk's answers; each is a value that can be copied. */
const ofDesk = {
  /** @param {string} text */
  check(text) {
    const outcome = checkText(text);
    const answer = { packed: outcome.packed(), problems: outcome.problems() };
    outcome.free();
    return answer;
  },
  edit,
  dateInWords,
  words,
};

/** The converter's answers. */
const ofConverter = {
  /**
   * @param {{ name: string, bytes: Uint8Array }[]} files
   * @param {string} choices
   */
  review(files, choices) {
    const list = new Files();
    for (const { name, bytes } of files) list.add(name, bytes);
    const answer = list.review(choices);
    list.free();
    return JSON.parse(answer);
  },
  start,
  /**
   * @param {string} text
   * @param {string} kind
   * @param {string} lang
   * @param {string} [languagesAt]
   * @param {string} [imagesAt]
   */
  async make(text, kind, lang, languagesAt, imagesAt = "") {
    const made = await make(text, kind, lang, languagesAt, imagesAt);
    return made === undefined ? undefined : JSON.parse(made);
  },
  pack,
};

/** @typedef {Record<string, (...values: any[]) => unknown>} Answers */

addEventListener("message", async ({ data: { id, name, values } }) => {
  try {
    await (name in ofDesk ? withDesk() : withConverter());
    // The time limit for the answer begins here: the time to load a program depends on the network.
    postMessage({ id, loaded: true });
    const answer = /** @type {Answers} */ ({ ...ofDesk, ...ofConverter })[name];
    postMessage({ id, answer: await answer?.(...values) });
  } catch (error) {
    postMessage({ id, error: String(error), trap: error instanceof WebAssembly.RuntimeError });
  }
});
