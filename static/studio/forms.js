// Forms: a list of fields for each kind of entry. A change sets one value in the text, by the bytes
// of that value and no others. A field of the kind `list` contains entries with a form of their
// own, such as the links of an event.

import * as core from "./core.js";
import { announce, button, choice, fill, h } from "./dom.js";
import { merge, references, sameAddress } from "./merge.js";
import { languageName, own, t } from "./words.js";

/**
 * @typedef {(string | number)[]} Path
 * @typedef {{ name: string,
 *   kind: "text" | "long" | "plain" | "date" | "choice" | "ids" | "number" | "flag" | "tags"
 *   | "grid" | "rows" | "list",
 *   label?: string, options?: string[], of?: string, optional?: boolean,
 *   most?: [latin: number, wide: number], path?: string[] }} Field
 * @typedef {{ data: any, text: import("./text.js").Text,
 *   problems: () => import("./core.js").Problem[],
 *   readOnly: boolean, open: (place: Path) => void }} Context
 */

const COLOURS = "ink blue orange green purple red teal brown pink".split(" ");
const MARKS = "ring circle square triangle diamond plus cross star".split(" ");

/** The fields of each kind of entry; `tests/native/studio.rs` compares them with the schema. */
/** @type {Record<string, Field[]>} */
export const FIELDS = {
  about: [
    { name: "title", kind: "text" },
    { name: "summary", kind: "long" },
    { name: "key_points", kind: "list" },
    { name: "as_of", kind: "date" },
    { name: "since", kind: "long", path: ["since_then", "text"], optional: true },
    { name: "since_sources", kind: "ids", of: "sources", path: ["since_then", "sources"] },
    { name: "languages", kind: "tags" },
    { name: "id", kind: "plain" },
    { name: "name", kind: "text", label: "f_publisher", path: ["credit", "name"], optional: true },
    { name: "licence", kind: "plain", path: ["credit", "licence"], optional: true },
    { name: "licence_address", kind: "plain", path: ["credit", "licence_address"], optional: true },
    { name: "report_errors", kind: "plain", optional: true },
  ],
  key_points: [
    { name: "text", kind: "long" },
    { name: "sources", kind: "ids", of: "sources" },
  ],
  events: [
    { name: "date", kind: "date" },
    { name: "title", kind: "text", most: [90, 40] },
    { name: "body", kind: "long", optional: true, most: [560, 200] },
    { name: "status", kind: "choice", options: ["established", "reported", "alleged", "opinion"] },
    { name: "speaker", kind: "text", path: ["speaker", "name"], optional: true },
    {
      name: "speaker_actor",
      kind: "choice",
      of: "actors",
      path: ["speaker", "actor"],
      optional: true,
    },
    { name: "by", kind: "text", path: ["response", "by"], optional: true },
    { name: "response", kind: "long", path: ["response", "text"], optional: true },
    { name: "none_found", kind: "date", path: ["response", "none_found"], optional: true },
    {
      name: "response_sources",
      kind: "ids",
      of: "sources",
      path: ["response", "sources"],
      optional: true,
    },
    { name: "sources", kind: "ids", of: "sources" },
    { name: "actors", kind: "ids", of: "actors", optional: true },
    { name: "tags", kind: "ids", of: "tags", optional: true },
    { name: "key", kind: "flag", optional: true },
    { name: "media", kind: "list" },
    { name: "links", kind: "list" },
    { name: "id", kind: "plain" },
  ],
  media: [
    { name: "file", kind: "plain", optional: true },
    { name: "alt", kind: "text", optional: true },
    { name: "decorative", kind: "flag", optional: true },
    { name: "caption", kind: "text", optional: true },
    { name: "credit", kind: "text", optional: true },
    { name: "licence", kind: "plain", optional: true },
    { name: "card", kind: "flag", optional: true },
    { name: "address", kind: "plain", label: "f_mediumUrl", optional: true },
    {
      name: "kind",
      kind: "choice",
      label: "f_mediumKind",
      options: ["picture", "video", "sound", "post", "map"],
      optional: true,
    },
    { name: "length", kind: "plain", optional: true },
  ],
  links: [
    { name: "label", kind: "text", label: "f_linkLabel" },
    { name: "address", kind: "plain", label: "f_url" },
  ],
  actors: [
    { name: "name", kind: "text" },
    { name: "kind", kind: "choice", options: ["person", "organisation"] },
    { name: "colour", kind: "choice", label: "f_color", options: COLOURS, optional: true },
    { name: "mark", kind: "choice", options: MARKS, optional: true },
    { name: "about", kind: "long", optional: true },
    { name: "face", kind: "plain", path: ["image", "file"], optional: true },
    { name: "alt", kind: "text", path: ["image", "alt"], optional: true },
    { name: "credit", kind: "text", path: ["image", "credit"], optional: true },
    { name: "licence", kind: "plain", path: ["image", "licence"], optional: true },
    { name: "id", kind: "plain" },
  ],
  sources: [
    { name: "publisher", kind: "plain" },
    { name: "title", kind: "plain", label: "f_sourceTitle" },
    { name: "described", kind: "flag", optional: true },
    { name: "address", kind: "plain", label: "f_url", optional: true },
    { name: "date", kind: "date", optional: true },
    { name: "lang", kind: "plain" },
    { name: "tier", kind: "choice", options: ["primary", "major", "copy", "weak"] },
    { name: "copy_of", kind: "plain", optional: true },
    { name: "id", kind: "plain" },
  ],
  chapters: [
    { name: "title", kind: "text" },
    { name: "from", kind: "date" },
    { name: "id", kind: "plain" },
  ],
  tags: [
    { name: "label", kind: "text", label: "f_name" },
    { name: "id", kind: "plain" },
  ],
  measures: [
    { name: "name", kind: "text" },
    { name: "currency", kind: "plain" },
    { name: "note", kind: "long", optional: true },
    { name: "fill", kind: "choice", options: ["solid", "hatched"], optional: true },
    { name: "id", kind: "plain" },
  ],
  observations: [
    { name: "actor", kind: "choice", of: "actors" },
    { name: "measure", kind: "choice", of: "measures" },
    { name: "date", kind: "date" },
    { name: "low", kind: "number", label: "f_amount" },
    { name: "high", kind: "number", optional: true },
    {
      name: "qualifier",
      kind: "choice",
      options: ["exact", "about", "at_least", "up_to", "reported"],
    },
    { name: "sources", kind: "ids", of: "sources" },
    { name: "note", kind: "long", optional: true },
    { name: "part", kind: "text", path: ["part", "name"], optional: true },
    { name: "part_amount", kind: "number", path: ["part", "amount"], optional: true },
    { name: "sum_of", kind: "ids", of: "observations", optional: true },
    { name: "id", kind: "plain" },
  ],
  charts: [
    { name: "title", kind: "text" },
    { name: "measures", kind: "ids", of: "measures" },
    { name: "note", kind: "long", optional: true },
    { name: "id", kind: "plain" },
  ],
  notes: [
    { name: "title", kind: "text" },
    { name: "text", kind: "long", label: "f_body" },
    { name: "speaker", kind: "text", path: ["speaker", "name"], optional: true },
    {
      name: "speaker_actor",
      kind: "choice",
      of: "actors",
      path: ["speaker", "actor"],
      optional: true,
    },
    { name: "sources", kind: "ids", of: "sources", optional: true },
    { name: "id", kind: "plain" },
  ],
  tables: [
    { name: "title", kind: "text" },
    { name: "note", kind: "long", optional: true },
    { name: "columns", kind: "grid", path: ["columns"] },
    { name: "rows", kind: "rows", path: ["rows"] },
    { name: "id", kind: "plain" },
  ],
  corrections: [
    { name: "date", kind: "date" },
    { name: "text", kind: "long", label: "f_corrected" },
    { name: "event", kind: "choice", of: "events", optional: true },
  ],
};

/** Entries that are listed at a time. */
const MOST_ENTRIES = 200;

/**
 * Returns a text of the story in the studio's language, or in whichever it has.
 * @param {any} value
 * @returns {string}
 */
function wording(value) {
  if (typeof value === "string") return value;
  const found = value?.[own] ?? Object.values(value ?? {})[0];
  return typeof found === "string" ? found.replaceAll("\u200b", "") : "";
}

/** @param {string} list @param {any} entry */
export const nameOf = (list, entry) => {
  const words = {
    sources: () => [entry?.publisher, entry?.title].filter(Boolean).join(": "),
    observations: () => [entry?.date, entry?.actor, entry?.low].filter(Boolean).join(" "),
    corrections: () => [entry?.date, wording(entry?.text)].filter(Boolean).join(" "),
    tags: () => wording(entry?.label),
  }[list];
  const name = words ? words() : wording(entry?.title ?? entry?.name);
  return String(name || entry?.id || t("untitled"));
};

/** The word for “add” of each list. */
const ADD = /** @type {Record<string, string>} */ ({
  events: "addEvent",
  actors: "addActor",
  sources: "addSource",
  chapters: "addChapter",
  measures: "addMeasure",
  observations: "addAmount",
  charts: "addChart",
  tags: "addTag",
  notes: "addNote",
  tables: "addTable",
  corrections: "addCorrection",
});

/** The search text of the outline, which stays when the outline is drawn again. */
let wanted = "";

/**
 * Returns the contents of the story, each with a button that opens its form.
 * @param {any} data
 * @param {Path} place
 * @param {(place: Path) => void} open
 * @param {import("./text.js").Text} text
 */
export function outline(data, place, open, text) {
  /** @param {Path} to @param {(string | Node)[]} content */
  const link = (to, ...content) =>
    h(
      "button",
      {
        type: "button",
        class: "entry",
        "data-place": to.join("/"),
        "aria-current": to.join("/") === place.join("/") ? "true" : null,
        onclick: () => open(to),
      },
      content,
    );
  const search = h("input", {
    type: "search",
    value: wanted,
    "data-place": "search",
    "aria-label": t("searchOutline"),
    placeholder: t("searchOutline"),
    oninput: (/** @type {InputEvent} */ event) => {
      wanted = search.value;
      if (!event.isComposing) for (const section of sections) section.draw();
    },
    oncompositionend: () => {
      for (const section of sections) section.draw();
    },
  });
  const sections = Object.keys(ADD).map((list) => {
    /** @type {any[]} */
    const entries = Array.isArray(data[list]) ? data[list] : [];
    const items = h("ul", null);
    const order = entries.map((entry, index) => ({ entry, index }));
    if (list === "events") {
      order.sort((a, b) => (String(a.entry?.date) < String(b.entry?.date) ? -1 : 1));
    }
    const draw = () => {
      const found = order.filter(({ entry }) =>
        `${entry?.date ?? ""} ${nameOf(list, entry)}`.toLowerCase().includes(wanted.toLowerCase()),
      );
      fill(
        items,
        ...found
          .slice(0, MOST_ENTRIES)
          .map(({ entry, index }) =>
            h(
              "li",
              null,
              link(
                [list, index],
                ...(list === "events" ? [h("time", null, String(entry?.date ?? "")), " "] : []),
                nameOf(list, entry),
              ),
            ),
          ),
        found.length > MOST_ENTRIES && h("li", null, t("more", { n: found.length - MOST_ENTRIES })),
      );
    };
    draw();
    const element = h(
      "details",
      { open: list === "events" || place[0] === list },
      h("summary", null, t(list), h("span", { class: "hint" }, ` ${entries.length}`)),
      items,
      !text.readOnly &&
        button(
          t(ADD[list] ?? list),
          async () => {
            await append(text, [list], entries.length, blank(list, data));
            open([list, entries.length]);
          },
          { class: "link", "data-add": list },
        ),
    );
    return { element, draw };
  });
  return h(
    "div",
    null,
    search,
    link(["about"], t("about")),
    ...sections.map(({ element }) => element),
  );
}

/**
 * Returns a new entry, as complete as it can be without the author.
 * @param {string} list
 * @param {any} data
 */
function blank(list, data) {
  const tags = Array.isArray(data.languages) ? data.languages : ["en"];
  const words = Object.fromEntries(tags.map((/** @type {string} */ tag) => [tag, ""]));
  const entries = Array.isArray(data[list]) ? data[list] : [];
  let number = entries.length + 1;
  const prefix = list.replace(/s$/, "");
  while (entries.some((/** @type {any} */ it) => it?.id === `${prefix}-${number}`)) number++;
  const first = (/** @type {string} */ of) => data[of]?.[0]?.id ?? "";
  const id = `${prefix}-${number}`;
  const entry = {
    key_points: { text: words, sources: [] },
    media: { address: "", kind: "video" },
    links: { label: words, address: "" },
    events: { id, date: "", title: words, status: "reported", sources: [] },
    actors: { id, name: words, kind: "person" },
    sources: { id, publisher: "", title: "", lang: tags[0] ?? "en", tier: "major" },
    chapters: { id, title: words, from: "" },
    measures: { id, name: words, currency: "EUR" },
    observations: {
      id,
      actor: first("actors"),
      measure: first("measures"),
      date: "",
      low: 0,
      qualifier: "reported",
      sources: [],
    },
    charts: { id, title: words, measures: [first("measures")].filter(Boolean) },
    tags: { id, label: words },
    notes: { id, title: words, text: words, sources: [] },
    tables: {
      id,
      title: words,
      columns: [words, words],
      rows: [{ cells: [words, words], sources: [] }],
    },
    corrections: { date: "", text: words },
  }[list];
  return entry;
}

/**
 * Edits that wait until the current one is made: for each path, only the latest value.
 * @type {Map<string, { path: Path, value: unknown, done: (() => void)[] }>}
 */
const pending = new Map();
/** @type {Promise<void> | undefined} */
let working;

/** Waits until all edits are in the text. */
export const edited = () => working ?? Promise.resolve();

/**
 * Sets a value in the text; `undefined` removes it.
 * @param {import("./text.js").Text} text
 * @param {Path} path
 * @param {unknown} value
 * @returns {Promise<void>}
 */
export function set(text, path, value) {
  return new Promise((done) => {
    const key = path.join("\n");
    const before = pending.get(key)?.done ?? [];
    pending.set(key, { path, value, done: [...before, () => done()] });
    working ??= work(text);
  });
}

/**
 * Removes an optional value, and its object if it was the last in it.
 * @param {import("./text.js").Text} text
 * @param {Path} path
 * @param {number} least the steps of the shortest path that may be removed
 */
export function removeWhole(text, path, least) {
  let data = {};
  try {
    data = JSON.parse(text.text);
  } catch {
    return set(text, path, undefined);
  }
  let whole = path;
  while (whole.length > least) {
    const outer = whole.slice(0, -1);
    if (Object.keys(at(data, outer) ?? {}).length > 1) break;
    whole = outer;
  }
  return set(text, whole, undefined);
}

/**
 * Adds an entry to a list that has so many.
 * @param {import("./text.js").Text} text
 * @param {Path} path
 * @param {number} count
 * @param {unknown} entry
 */
const append = (text, path, count, entry) =>
  count ? set(text, [...path, count], entry) : set(text, path, [entry]);

/** @param {import("./text.js").Text} text */
async function work(text) {
  try {
    for (;;) {
      const [key, edit] = pending.entries().next().value ?? [];
      if (key === undefined || !edit) break;
      pending.delete(key);
      const before = text.text;
      const splice = await core.edit(before, edit.path, edit.value).catch(() => undefined);
      if (before !== text.text) {
        // Another change came first, so the position has moved.
        if (!pending.has(key)) pending.set(key, edit);
        continue;
      }
      if (splice) text.apply(splice, `form ${key}`);
      for (const done of edit.done) done();
    }
  } finally {
    working = undefined;
  }
}

/** @param {Path} path */
export const pathText = (path) =>
  path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : at ? `.${step}` : step))
    .join("");

/** @param {any} data @param {Path} path */
const at = (data, path) => path.reduce((value, step) => value?.[step], data);

/**
 * Returns the form that has a problem's path; `undefined` if none has it.
 * @param {string} path
 * @param {any} data
 * @returns {Path | undefined}
 */
export function placeOf(path, data) {
  const [, list, index] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
  if (!list) return;
  if (index !== undefined && ADD[list] && data[list]?.[index]) return [list, Number(index)];
  const about = FIELDS.about?.some(({ name, path: own }) => (own?.[0] ?? name) === list);
  return about ? ["about"] : undefined;
}

/**
 * Returns the form of a place.
 * @param {Path} place
 * @param {Context} context
 */
export function formFor(place, context) {
  const { data, text, open } = context;
  const [list = "about", index] = place;
  const base = list === "about" ? [] : place;
  const entry = at(data, base);
  const fields = FIELDS[list] ?? [];
  const name = list === "about" ? t("about") : nameOf(String(list), entry);
  const form = h("form", {
    class: "form",
    novalidate: true,
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  });
  if (!entry) return form;
  form.append(
    h("h2", { tabindex: "-1" }, name),
    h("ul", { class: "rest" }),
    ...fields.flatMap((field) => control(field, base, context)),
  );
  if (list === "sources" && !context.readOnly) form.append(mergeControl(Number(index), context));
  if (list !== "about" && !context.readOnly) {
    form.append(
      h(
        "p",
        null,
        button(t("remove"), async () => {
          await set(text, place, undefined);
          open(Number(index) > 0 ? [list, Number(index) - 1] : ["about"]);
        }),
      ),
    );
  }
  const show = () => showProblems(form, base, context.problems());
  form.addEventListener("checked", show);
  show();
  return form;
}

/**
 * Returns the control that puts another source in the place of one.
 * @param {number} index
 * @param {Context} context
 */
function mergeControl(index, { data, text, open }) {
  const same = sameAddress(data, index);
  /** @type {any[]} */
  const sources = data.sources;
  const name = (/** @type {number} */ at) => nameOf("sources", sources[at]);
  const others = [...sources.keys()].filter((at) => at !== index && !same.includes(at));
  const uses = references(data, sources[index]?.id).length;
  /** @type {[string, string][]} */
  const options = [...same, ...others].map((at) => [String(at), name(at)]);
  let chosen = options[0]?.[0];
  if (chosen === undefined) return h("p", { class: "hint" }, t("usedBy", { n: uses }));
  return h(
    "details",
    { open: same.length > 0, "data-merge": "" },
    h("summary", null, t("merge")),
    h("p", { class: "hint" }, t("usedBy", { n: uses })),
    same.length > 0 && h("p", { class: "notice" }, t("sameAddress", { name: name(same[0] ?? 0) })),
    choice(t("mergeOther"), options, chosen, (value) => {
      chosen = value;
    }),
    button(t("mergeInto"), async () => {
      const into = Number(chosen);
      await edited();
      if (!(await merge(text, index, into))) return announce(t("mergeNot"));
      open(["sources", into > index ? into - 1 : into]);
      announce(t("merged", { n: uses }));
    }),
  );
}

/**
 * Shows the problems of a form at their fields, and above the form those that belong to none.
 * @param {HTMLElement} form
 * @param {Path} base
 * @param {import("./core.js").Problem[]} problems
 */
export function showProblems(form, base, problems) {
  const prefix = pathText(base);
  const own = problems.filter(({ path }) => !prefix || path === prefix || inside(path, prefix));
  const placed = new Set();
  // The innermost field shows a problem, so it comes first.
  for (const field of [...form.querySelectorAll("[data-path]")].reverse()) {
    const path = field.getAttribute("data-path") ?? "";
    const found = own.filter(
      (it) => !placed.has(it) && (it.path === path || inside(it.path, path)),
    );
    /** @param {string} selector */
    const parts = (selector) =>
      [...field.querySelectorAll(selector)].filter((it) => it.closest("[data-path]") === field);
    const [note] = parts(".problem");
    // Fields without space for sentences have them only in the list above.
    if (note) for (const it of found) placed.add(it);
    if (note) fill(note, ...found.map(({ message, help }) => `${message}${help && `; ${help}`} `));
    for (const input of parts("input, textarea, select")) {
      input.setAttribute("aria-invalid", String(found.some((it) => it.severity === "error")));
    }
  }
  const rest = base.length ? own.filter((it) => !placed.has(it)) : [];
  const list = form.querySelector(".rest");
  if (list) fill(list, ...rest.map(({ message }) => h("li", { class: "problem" }, message)));
}

/**
 * Returns the input for the value at a path, or for its first part; if the form has none, the first
 * of the innermost list that contains the path.
 * @param {ParentNode} form
 * @param {string} path
 */
export function inputOf(form, path) {
  const fields = [...form.querySelectorAll("[data-path]")];
  /** @param {Element} field */
  const own = (field) => field.getAttribute("data-path") ?? "";
  const found =
    fields.find((field) => own(field) === path) ??
    fields.find((field) => inside(own(field), path)) ??
    fields.findLast((field) => inside(path, own(field)));
  const inputs = "input, textarea, select, button";
  const input = found?.matches(inputs) ? found : found?.querySelector(inputs);
  return /** @type {HTMLElement | null | undefined} */ (input);
}

/** @param {string} path @param {string} outer */
const inside = (path, outer) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

let ids = 0;

/**
 * Dates in words that were asked for. A form that is shown again has them at once: if the
 * description of a field changes after the field took the focus, Orca says it twice.
 * @type {Map<string, string>}
 */
const datesInWords = new Map();

/**
 * @param {string} date
 * @returns {Promise<string>} empty if it is no date
 */
async function inWords(date) {
  if (!date) return "";
  try {
    const words = (await core.dateInWords(date, own)) ?? "";
    datesInWords.set(date, words);
    return words;
  } catch {
    return "";
  }
}

/**
 * Asks for the form again, with the focus in an element of it.
 * @param {HTMLElement} inside
 * @param {string} focus a selector
 */
export const redraw = (inside, focus) =>
  inside.dispatchEvent(new CustomEvent("redraw", { bubbles: true, detail: focus }));

/** The language whose cells a grid shows; it is the same for all tables. */
let gridLang = "";

/**
 * Returns the columns and rows of a table as a grid, in one language at a time.
 * @param {string} label
 * @param {Context} context
 * @param {Path} base
 */
function grid(label, { data, text, readOnly }, base) {
  const tags = Array.isArray(data.languages) ? data.languages : ["en"];
  if (!tags.includes(gridLang)) gridLang = tags[0] ?? "en";
  const words = () => Object.fromEntries(tags.map((/** @type {string} */ tag) => [tag, ""]));
  const table = at(data, base);
  const columns = Array.isArray(table?.columns) ? table.columns : [];
  /** @type {any[]} */
  const rows = Array.isArray(table?.rows) ? table.rows : [];
  const body = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label });
  const whole = h(
    "fieldset",
    { class: "field grid", "data-path": pathText([...base, "columns"]) },
    h("legend", null, label),
    tags.length > 1 &&
      choice(
        t("f_lang"),
        tags.map(
          (/** @type {string} */ tag) => /** @type {[string, string]} */ ([tag, languageName(tag)]),
        ),
        gridLang,
        (tag) => {
          gridLang = tag;
          draw();
        },
      ),
    body,
    !readOnly &&
      h(
        "p",
        { class: "row" },
        button(
          t("addRow"),
          async () => {
            const cells = columns.map(words);
            await set(text, [...base, "rows", rows.length], { cells, sources: [] });
            redraw(whole, '[data-control="add-row"]');
          },
          { "data-control": "add-row" },
        ),
        button(
          t("addColumn"),
          async () => {
            const line = rows.length;
            await set(text, [...base, "columns", columns.length], words());
            for (let at = 0; at < line; at++) {
              await set(text, [...base, "rows", at, "cells", columns.length], words());
            }
            redraw(whole, '[data-control="add-column"]');
          },
          { "data-control": "add-column" },
        ),
      ),
    h("p", { class: "problem" }),
  );
  draw();
  return whole;

  function draw() {
    fill(
      body,
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            columns.map((/** @type {any} */ column, /** @type {number} */ index) =>
              h(
                "th",
                { scope: "col" },
                cell([...base, "columns", index], column, t("column", { n: index + 1 })),
              ),
            ),
            h("th", { scope: "col" }, t("sources")),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((row, line) =>
            h(
              "tr",
              null,
              columns.map((/** @type {any} */ _, /** @type {number} */ index) =>
                h(
                  "td",
                  null,
                  cell(
                    [...base, "rows", line, "cells", index],
                    row?.cells?.[index],
                    t("cell", { row: line + 1, n: index + 1 }),
                  ),
                ),
              ),
              h("td", null, rowSources(row, line)),
            ),
          ),
        ),
      ),
    );
  }

  /** @param {Path} path @param {any} value @param {string} name */
  function cell(path, value, name) {
    const field = h("input", {
      lang: gridLang,
      value: value?.[gridLang] ?? "",
      readonly: readOnly,
      "aria-label": name,
    });
    const change = () => void set(text, [...path, gridLang], field.value);
    field.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) change();
    });
    field.addEventListener("compositionend", change);
    return h("span", { "data-path": pathText(path) }, field);
  }

  /** @param {any} row @param {number} line */
  function rowSources(row, line) {
    /** @type {string[]} */
    const chosen = Array.isArray(row?.sources) ? row.sources : [];
    const path = [...base, "rows", line, "sources"];
    const count = h("span", null, chosen.length);
    const name = `${t("sources")}, ${t("rowNumber", { n: line + 1 })}: `;
    const boxes = (data.sources ?? []).map((/** @type {any} */ it) => {
      const box = h("input", {
        type: "checkbox",
        value: it?.id,
        disabled: readOnly,
        checked: chosen.includes(it?.id),
        onchange: () => {
          const all = [...details.querySelectorAll("input")].filter((it) => it.checked);
          fill(count, all.length);
          void set(
            text,
            path,
            all.map((it) => it.value),
          );
        },
      });
      return h("label", { class: "flag" }, box, nameOf("sources", it));
    });
    const details = h(
      "details",
      { "data-path": pathText(path) },
      h("summary", null, h("span", { class: "visually-hidden" }, name), count),
      boxes,
      !readOnly && rows.length > 1
        ? button(t("removeRow"), async () => {
            await set(text, [...base, "rows", line], undefined);
            redraw(whole, '[data-control="add-row"]');
          })
        : "",
    );
    return details;
  }
}

/**
 * Returns the controls of a field: for texts, one of each language.
 * @param {Field} field
 * @param {Path} base
 * @param {Context} context
 * @returns {Node[]}
 */
function control(field, base, context) {
  const { data, text, readOnly } = context;
  const path = [...base, ...(field.path ?? [field.name])];
  const label = t(field.label ?? `f_${field.name}`);
  const value = at(data, path);
  if (field.kind === "text" || field.kind === "long") {
    if (typeof value === "string") return [single(label, path, value, undefined)];
    const tags = Array.isArray(data.languages) ? data.languages : ["en"];
    return tags.map((/** @type {string} */ tag) =>
      single(
        tags.length > 1 ? `${label} · ${languageName(tag)}` : label,
        [...path, tag],
        value?.[tag],
        tag,
      ),
    );
  }
  if (field.kind === "grid") return [grid(label, context, base)];
  // Rows are in the grid of the columns.
  if (field.kind === "rows") return [];
  if (field.kind === "list") return [list(Array.isArray(value) ? value : [])];
  if (field.kind === "ids") return [several(label, path, Array.isArray(value) ? value : [])];
  if (field.kind === "choice") return [chosen(label, path, value)];
  if (field.kind === "flag") {
    const box = h("input", {
      type: "checkbox",
      disabled: readOnly,
      checked: value === true,
      onchange: () => void set(text, path, box.checked ? true : undefined),
    });
    return [h("label", { class: "flag", "data-path": pathText(path) }, box, label)];
  }
  return [single(label, path, field.kind === "tags" ? (value ?? []).join(", ") : value, undefined)];

  /**
   * @param {string} label
   * @param {Path} path
   * @param {any} value
   * @param {string | undefined} lang
   */
  function single(label, path, value, lang) {
    const id = `field-${++ids}`;
    const input = h(field.kind === "long" ? "textarea" : "input", {
      id,
      lang,
      readonly: readOnly,
      "aria-describedby": `${id}-about`,
      autocomplete: "off",
      value: value === undefined || value === null ? "" : String(value),
    });
    if (input instanceof HTMLTextAreaElement) input.rows = 3;
    else if (field.kind === "number") input.inputMode = "numeric";
    const note = h("p", { class: "hint" });
    const problem = h("p", { class: "problem" });
    // One description: two that are empty are read as a space.
    const about = h("div", { id: `${id}-about` }, note, problem);
    input.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) return;
      change();
    });
    input.addEventListener("compositionend", change);
    function change() {
      void read();
      const written = input.value;
      if (field.kind === "tags") {
        void set(text, path, written.split(/[\s,、]+/).filter(Boolean));
      } else if (field.kind === "number") {
        const plain = written.replace(/[\s,_]/g, "");
        if (!plain && field.optional) void set(text, path, undefined);
        else void set(text, path, /^-?\d{1,15}$/.test(plain) ? Number(plain) : written);
      } else if (!written && field.optional) {
        void remove(path);
      } else {
        void set(text, path, written);
      }
    }
    /** Shows the value of the field in words. */
    async function read() {
      const written = input.value;
      if (field.kind === "date") {
        const words = datesInWords.get(written) ?? (await inWords(written));
        if (input.value === written) {
          fill(note, written ? words || t("notADate") : "");
        }
      } else if (field.most) {
        const n = [...written].length;
        const most = field.most[/^(ja|zh|ko)/.test(lang ?? "") ? 1 : 0];
        fill(note, n ? t("letters", { n, most }) : "");
      }
    }
    void read();
    return h(
      "div",
      { class: "field", "data-path": pathText(path) },
      h("label", { for: id }, label),
      input,
      about,
    );
  }

  /** @param {Path} path */
  function remove(path) {
    return removeWhole(text, path, base.length + 1);
  }

  /**
   * The entries of a list in an entry, each as a form.
   * @param {any[]} entries
   */
  function list(entries) {
    const name = field.name;
    const whole = h(
      "fieldset",
      { class: "field list", "data-path": pathText(path) },
      h("legend", null, label),
      entries.map((_, index) => {
        const one = t(`one_${name}`, { n: index + 1 });
        const inside = [...path, index];
        return h(
          "fieldset",
          { class: "item", "data-path": pathText(inside) },
          h("legend", null, one),
          (FIELDS[name] ?? []).flatMap((it) => control(it, inside, context)),
          !readOnly &&
            button(t("removeOne", { what: one }), async () => {
              await set(text, entries.length > 1 ? inside : path, undefined);
              redraw(whole, `[data-control="add-${name}"]`);
            }),
          h("p", { class: "problem" }),
        );
      }),
      !readOnly &&
        button(
          t(`add_${name}`),
          async () => {
            await append(text, path, entries.length, blank(name, data));
            const added = pathText([...path, entries.length]);
            redraw(whole, `[data-path="${CSS.escape(added)}"] :is(input, textarea)`);
          },
          { "data-control": `add-${name}` },
        ),
      h("p", { class: "problem" }),
    );
    return whole;
  }

  /**
   * @param {string} label
   * @param {Path} path
   * @param {any} value
   */
  function chosen(label, path, value) {
    const id = `field-${++ids}`;
    /** @type {[string, string][]} */
    const options = field.of
      ? (data[field.of] ?? []).map((/** @type {any} */ it) => [it?.id, nameOf(field.of ?? "", it)])
      : (field.options ?? []).map((it) => [it, t(`o_${field.name}_${it}`)]);
    if (!options.some(([own]) => own === (value ?? ""))) {
      options.unshift([value ?? "", value ?? "–"]);
    }
    if (field.optional && value) options.unshift(["", "–"]);
    const select = h(
      "select",
      {
        id,
        disabled: readOnly,
        "aria-describedby": `${id}-problem`,
        onchange: () => void (select.value ? set(text, path, select.value) : remove(path)),
      },
      ...options.map(([own, name]) => h("option", { value: own }, name)),
    );
    select.value = value ?? "";
    return h(
      "div",
      { class: "field", "data-path": pathText(path) },
      h("label", { for: id }, label),
      select,
      h("p", { class: "problem", id: `${id}-problem` }),
    );
  }

  /**
   * @param {string} label
   * @param {Path} path
   * @param {any[]} value
   */
  function several(label, path, value) {
    /** @type {any[]} */
    const entries = data[field.of ?? ""] ?? [];
    const boxes = entries.map((it) => {
      const box = h("input", {
        type: "checkbox",
        value: it?.id,
        disabled: readOnly,
        checked: value.includes(it?.id),
        onchange: () => {
          const ids = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
          const isNested = path.length > base.length + 1;
          void (ids.length || !(field.optional || isNested) ? set(text, path, ids) : remove(path));
        },
      });
      return { box, element: h("label", { class: "flag" }, box, nameOf(field.of ?? "", it)) };
    });
    return h(
      "fieldset",
      { class: "field", "data-path": pathText(path) },
      h("legend", null, label),
      h("div", { class: "boxes" }, ...boxes.map(({ element }) => element)),
      h("p", { class: "problem" }),
    );
  }
}
