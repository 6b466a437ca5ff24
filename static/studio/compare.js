// The screen “Compare”: what differs between the story and another state of it: a file, a table
// that becomes a story, or a version that the browser has kept. Entries with the same id are the
// same entry, whatever their order, so what one takes over is a merge by ids.

import * as core from "./core.js";
import { announce, button, fileButton, fill, h } from "./dom.js";
import { edited, nameOf, redraw, set } from "./forms.js";
import { contents } from "./start.js";
import { languageName, own, t, time } from "./words.js";

/**
 * @typedef {import("./forms.js").Path} Path
 * @typedef {{ name: string, here: unknown, there: unknown, path: Path }} Change
 *   a value that differs
 * @typedef {{ list: string, title: string, changes: Change[], isEntry: boolean }} Difference
 *   an entry of a list, or a value of the story itself; an entry that only one state has is one
 *   change
 * @typedef {{ name: string, text: string, data: any, shown: number }} Other the state to compare
 *   with, and the number of differences that are listed
 * @typedef {{ at: number, text: string }} Version
 */

/** Differences that are listed at a time. */
const MOST = 100;
/** Letters of a value that are shown. */
const MOST_LETTERS = 600;

/** @param {any} value @returns {value is Record<string, unknown>} */
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * Returns true for a list whose entries all have ids of their own.
 * @param {any} value
 */
const hasIds = (value) =>
  Array.isArray(value) &&
  value.every((it) => typeof it?.id === "string") &&
  new Set(value.map((it) => it.id)).size === value.length;

/**
 * Returns true if two values are the same, whatever the order of fields.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
function same(a, b) {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((it, index) => same(it, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  const equal = (/** @type {string} */ key) => Object.hasOwn(b, key) && same(a[key], b[key]);
  return keys.length === Object.keys(b).length && keys.every(equal);
}

/**
 * Returns what differs between two stories, in the order of their fields.
 * @param {any} here
 * @param {any} there
 * @returns {Difference[]}
 */
export function differences(here, there) {
  /** @type {Difference[]} */
  const found = [];
  for (const list of new Set([...Object.keys(here), ...Object.keys(there)])) {
    const [mine, others] = [here[list], there[list]];
    const byId = [mine ?? [], others ?? []];
    if ((mine || others) && byId.every(hasIds)) found.push(...entries(list, byId[0], byId[1]));
    else if (!same(mine, others)) {
      const changes = [{ name: list, here: mine, there: others, path: [list] }];
      found.push({ list, title: fieldName(list), changes, isEntry: false });
    }
  }
  return found;
}

/**
 * @param {string} list
 * @param {any[]} mine
 * @param {any[]} others
 * @returns {Difference[]}
 */
function entries(list, mine, others) {
  const at = new Map(mine.map((entry, index) => [entry.id, index]));
  const theirs = new Map(others.map((entry) => [entry.id, entry]));
  /** @param {any} entry @param {Change[]} changes */
  const difference = (entry, changes) => {
    const title = `${t(list)}: ${nameOf(list, entry)}`;
    return { list, title, changes, isEntry: true };
  };
  const changed = mine.flatMap((entry, index) => {
    const path = [list, index];
    const other = theirs.get(entry.id);
    if (!other) return [difference(entry, [{ name: "", here: entry, there: undefined, path }])];
    const names = [...new Set([...Object.keys(entry), ...Object.keys(other)])];
    const changes = names
      .filter((name) => !same(entry[name], other[name]))
      .map((name) => ({
        name,
        here: entry[name],
        there: other[name],
        path: [...path, name],
      }));
    return changes.length ? [difference(entry, changes)] : [];
  });
  const added = others
    .filter((entry) => !at.has(entry.id))
    .map((entry) =>
      difference(entry, [{ name: "", here: undefined, there: entry, path: [list, mine.length] }]),
    );
  return [...changed, ...added];
}

/** @param {string} name */
function fieldName(name) {
  const known = [t(`f_${name}`), t(name)].find((it) => it !== `f_${name}` && it !== name);
  return known ?? name;
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Returns the text of a story: of a file that is one, or of what an import makes of the file.
 * @param {File} file
 */
async function storyOf(file) {
  const [named] = await contents([file]);
  if (!named) throw new Error(t("compareNoStory"));
  const text = core.storyIn(named.bytes);
  if (text !== undefined) return text;
  const { story, refused } = await core.review([named], {});
  if (story) return story;
  throw new Error(refused?.reason[own] ?? t("compareNoStory"));
}

/**
 * Puts the value of the other state into the text.
 * @param {import("./text.js").Text} text
 * @param {any} data
 * @param {Change} change
 */
async function take(text, data, { path, there }) {
  const [list = ""] = path;
  // A list that is not there yet begins with its first entry.
  if (path.length === 2 && !Array.isArray(data[list])) await set(text, [list], [there]);
  else await set(text, path, there);
  await edited();
}

/**
 * Returns the view.
 * @param {{ other?: Other }} state what the author looks at; it outlasts the view
 * @param {Version[]} versions the newest first
 * @param {import("./forms.js").Context} context
 */
export function compareView(state, versions, context) {
  const { data, text, readOnly } = context;
  const view = h("div", { class: "form compare" });
  const refusal = h("p", { class: "problem", role: "status" });

  /** @param {string} name @param {string} other */
  const choose = (name, other) => {
    try {
      const read = JSON.parse(other);
      if (!isObject(read)) throw new Error(t("compareNoStory"));
      state.other = { name, text: other, data: read, shown: MOST };
      redraw(view, "#differences");
    } catch (error) {
      fill(refusal, t("compareRefused", { name, why: reasonOf(error) }));
    }
  };
  const files = fileButton(
    t("compareFile"),
    async (/** @type {File[]} */ [file]) => {
      if (!file) return;
      fill(refusal, t("working"));
      try {
        choose(file.name, await storyOf(file));
      } catch (error) {
        fill(refusal, t("compareRefused", { name: file.name, why: reasonOf(error) }));
      }
    },
    { id: "compare-file", multiple: false },
  );
  view.append(
    h("h2", { tabindex: "-1" }, t("compare")),
    h("p", { class: "hint" }, t("compareHint")),
    h("p", { class: "row" }, files),
    refusal,
  );
  if (versions.length) {
    view.append(
      h("h3", null, t("versions")),
      h(
        "ul",
        { class: "versions" },
        ...versions.map((version) =>
          h(
            "li",
            null,
            button(time(version.at), () => choose(time(version.at), version.text), {
              class: "link",
              "aria-label": t("compareWith", { name: time(version.at) }),
            }),
          ),
        ),
      ),
    );
  }
  const { other } = state;
  if (!other) return view;

  const found = differences(data, other.data);
  const additions = found.filter(({ changes: [change] }) => change?.here === undefined);
  const sentence = t(found.length === 1 ? "differ_1" : "differ", {
    n: found.length,
    name: other.name,
  });
  const heading = found.length ? sentence : t("differNot", { name: other.name });
  view.append(h("h3", { id: "differences", tabindex: "-1" }, heading));
  /** @param {number} at */
  const buttonAt = (at) => `li.difference:nth-child(${at + 1}) button`;
  if (found.length && !readOnly) {
    view.append(
      h(
        "p",
        { class: "row" },
        additions.length > 0 &&
          additions.length < found.length &&
          button(
            t(additions.length === 1 ? "takeNew_1" : "takeNew", { n: additions.length }),
            async () => {
              // Each one goes behind the entries that are there by then.
              for (const { list, changes } of additions) {
                const now = JSON.parse(text.text);
                const [change] = changes;
                if (!change) continue;
                const { length } = Array.isArray(now[list]) ? now[list] : [];
                const path = change.path.length === 2 ? [list, length] : change.path;
                await take(text, now, { ...change, path });
              }
              announce(t("taken", { n: additions.length }));
              redraw(view, "#differences");
            },
            { id: "take-new" },
          ),
        button(
          t("takeAll"),
          () => {
            text.replace(other.text, "compare");
            announce(t("taken", { n: found.length }));
            redraw(view, "#differences");
          },
          { id: "take-all" },
        ),
      ),
    );
  }
  const items = found.slice(0, other.shown).map(({ title, changes, isEntry }, at) =>
    h(
      "li",
      { class: "difference" },
      h("h4", null, title),
      ...changes.map((change) => {
        const { name, here, there } = change;
        const label = name && isEntry ? fieldName(name) : "";
        const action = t(there === undefined ? "takeAway" : "takeIt");
        return h(
          "div",
          { class: "change" },
          label && h("p", { class: "what" }, label),
          value(t("here"), here, "here"),
          value(other.name, there, "there"),
          !readOnly &&
            button(
              action,
              async () => {
                await take(text, data, change);
                announce(t("taken_1"));
                // The focus goes to what follows.
                const follows = changes.length > 1 || at + 1 < found.length;
                redraw(view, follows ? buttonAt(at) : "#differences");
              },
              {
                "aria-label": `${action}: ${title} ${label}`,
              },
            ),
        );
      }),
    ),
  );
  view.append(h("ol", { class: "differences" }, ...items));
  if (found.length > other.shown) {
    view.append(
      button(t("more", { n: found.length - other.shown }), () => {
        other.shown += MOST;
        redraw(view, buttonAt(other.shown - MOST));
      }),
    );
  }
  return view;
}

/**
 * Shows a value of one state.
 * @param {string} state the name of the state
 * @param {unknown} value
 * @param {string} kind
 */
function value(state, value, kind) {
  const label = h("span", { class: "hint" }, `${state}: `);
  if (value === undefined) return h("p", { class: kind }, label, t("notThere"));
  return h("div", { class: kind }, label, shown(value));
}

/**
 * Returns a value in words: texts by language, the fields of an entry by their names.
 * @param {any} it
 * @returns {(Node | string)[]}
 */
function shown(it) {
  if (typeof it === "string") return [cut(it)];
  if (typeof it === "boolean") return [t(it ? "yes" : "no")];
  if (Array.isArray(it)) {
    if (it.every((value) => !isObject(value))) return [cut(it.join(own === "ja" ? "、" : ", "))];
    return [h("ol", null, ...it.slice(0, 20).map((value) => h("li", null, ...shown(value))))];
  }
  if (!isObject(it)) return [String(it)];
  const fields = Object.entries(it);
  const isText = fields.every(
    ([tag, text]) => typeof text === "string" && /^[a-z]{2,3}(-|$)/.test(tag),
  );
  if (isText && fields.length) {
    return fields.map(([tag, text]) =>
      h("p", null, h("span", { class: "hint" }, `${languageName(tag)}: `), wording(tag, text)),
    );
  }
  return [
    h(
      "dl",
      null,
      ...fields.flatMap(([name, value]) => [
        h("dt", null, fieldName(name)),
        h("dd", null, ...shown(value)),
      ]),
    ),
  ];
}

/** @param {string} tag @param {unknown} text */
const wording = (tag, text) => h("span", { lang: tag }, cut(String(text)));

/** @param {string} text */
const cut = (text) =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)} …` : text.replaceAll("\u200b", "");
