// The text of a story and its one history: forms, the JSON field and imports all change the text by
// splices, and undo reverts the last change, wherever it was made.

/**
 * @typedef {{ from: number, to: number, text: string }} Splice
 * @typedef {{ from: number, removed: string, inserted: string, origin: string,
 *   time: number }} Entry
 */

/** A pause in typing after which a step of the history ends, in milliseconds. */
const PAUSE = 1000;
/** The history is bounded: so many steps, and so many characters in them. */
const MOST_STEPS = 2000;
const MOST_TEXT = 20_000_000;

export class Text {
  text;
  readOnly = false;
  /** @type {Entry[]} */
  #done = [];
  /** @type {Entry[]} */
  #undone = [];
  /** @type {Set<(splice: Splice, source: unknown) => void>} */
  #listeners = new Set();
  #size = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {(splice: Splice, source: unknown) => void} listener */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Changes the text.
   * @param {Splice} splice
   * @param {string} origin what is edited: edits of the same origin in quick succession are one
   *   step
   * @param {unknown} [source] the listener that knows of it already
   */
  apply({ from, to, text }, origin, source) {
    if (this.readOnly) return;
    const removed = this.text.slice(from, to);
    if (removed === text) return;
    this.#remember({ from, removed, inserted: text, origin, time: Date.now() });
    this.#undone = [];
    this.#splice({ from, to, text }, source);
  }

  /**
   * Puts another text in place of the whole: one step.
   * @param {string} text
   * @param {string} origin
   */
  replace(text, origin) {
    this.apply(difference(this.text, text), `${origin} ${Date.now()}`);
  }

  /** @param {Entry} entry */
  #remember(entry) {
    const last = this.#done.at(-1);
    const soon = last && last.origin === entry.origin && entry.time - last.time < PAUSE;
    if (soon && entry.from === last.from + last.inserted.length && !entry.removed) {
      last.inserted += entry.inserted;
      last.time = entry.time;
    } else if (soon && !entry.inserted && entry.from + entry.removed.length === last.from) {
      // Letters that are deleted one by one.
      last.from = entry.from;
      last.removed = entry.removed + last.removed;
      last.time = entry.time;
    } else if (
      soon &&
      entry.from === last.from &&
      entry.removed === last.inserted &&
      entry.removed
    ) {
      // A field of a form is written as a whole at each letter.
      last.inserted = entry.inserted;
      last.time = entry.time;
    } else {
      this.#done.push(entry);
    }
    this.#size += entry.removed.length + entry.inserted.length;
    while (this.#done.length > MOST_STEPS || (this.#size > MOST_TEXT && this.#done.length > 1)) {
      const old = this.#done.shift();
      this.#size -= old ? old.removed.length + old.inserted.length : 0;
    }
  }

  /**
   * @param {Splice} splice
   * @param {unknown} source
   */
  #splice(splice, source) {
    const { from, to, text } = splice;
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    for (const listener of this.#listeners) listener(splice, source);
  }

  get canUndo() {
    return this.#done.length > 0 && !this.readOnly;
  }

  get canRedo() {
    return this.#undone.length > 0 && !this.readOnly;
  }

  /** Takes the last step back. Returns the range that changed. */
  undo() {
    const entry = this.canUndo ? this.#done.pop() : undefined;
    if (!entry) return;
    this.#undone.push(entry);
    const { from, removed, inserted } = entry;
    this.#splice({ from, to: from + inserted.length, text: removed }, undefined);
    return { from, to: from + removed.length };
  }

  /** Makes the last step again. Returns the range that changed. */
  redo() {
    const entry = this.canRedo ? this.#undone.pop() : undefined;
    if (!entry) return;
    entry.time = 0;
    this.#done.push(entry);
    const { from, removed, inserted } = entry;
    this.#splice({ from, to: from + removed.length, text: inserted }, undefined);
    return { from, to: from + inserted.length };
  }
}

/**
 * Returns the smallest single splice from one text to another.
 * @param {string} old
 * @param {string} text
 * @returns {Splice}
 */
export function difference(old, text) {
  const most = Math.min(old.length, text.length);
  let from = 0;
  while (from < most && old.charCodeAt(from) === text.charCodeAt(from)) from++;
  let tail = 0;
  while (
    tail < most - from &&
    old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  ) {
    tail++;
  }
  return { from, to: old.length - tail, text: text.slice(from, text.length - tail) };
}
