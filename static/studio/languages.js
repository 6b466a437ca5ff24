// The screen “Languages”: the texts of the story one by one, one language beside the other. Missing
// texts come first, then those whose original has changed since they were translated, as the
// versions in this browser show. Readers are not shown a language that `languages` does not list
// yet. Below the texts are the words of the interface, which a story may replace.

import * as core from "./core.js";
import { button, choice, fill, h } from "./dom.js";
import { nameOf, pathText, redraw, removeWhole, set, showProblems } from "./forms.js";
import { languageName, t } from "./words.js";

/**
 * @typedef {import("./forms.js").Path} Path
 * @typedef {{ path: Path, value: Record<string, string> }} Wording
 * @typedef {{ from: string, to: string, shown: number, words: boolean }} Pair what the author looks
 *   at; it outlasts the view. `words`: the words of the interface are open
 */

/** Texts that are listed at a time. */
const MOST_TEXTS = 100;
const TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * Returns the texts of a story that have a language, in the order of the file.
 * @param {any} data
 * @param {string} from
 * @returns {Wording[]}
 */
export function wordings(data, from) {
  /** @type {Wording[]} */
  const found = [];
  /** @param {any} value @param {Path} path */
  const walk = (value, path) => {
    if (value === null || typeof value !== "object") return;
    if (Array.isArray(value)) {
      value.forEach((it, index) => {
        walk(it, [...path, index]);
      });
      return;
    }
    const isText =
      typeof value[from] === "string" &&
      Object.entries(value).every(([tag, it]) => TAG.test(tag) && typeof it === "string");
    if (isText) found.push({ path, value });
    else for (const [key, it] of Object.entries(value)) walk(it, [...path, key]);
  };
  for (const [key, value] of Object.entries(data)) {
    // An entry of these two belongs to one language, so there is nothing to translate.
    if (key !== "words" && key !== "provenance") walk(value, [key]);
  }
  return found;
}

/**
 * Returns the name of a path by the ids on it, which stays when entries move.
 * @param {Path} path
 * @param {any} data
 */
function stableName(path, data) {
  let value = data;
  const steps = path.map((step) => {
    value = value?.[step];
    return typeof step === "number" ? (value?.id ?? step) : step;
  });
  return steps.join("\n");
}

/**
 * The stories of versions, which are read once; `undefined` if the text of one is no JSON.
 * @type {WeakMap<import("./compare.js").Version, any>}
 */
const stories = new WeakMap();

/** @param {import("./compare.js").Version} version */
function storyOf(version) {
  if (!stories.has(version)) {
    try {
      stories.set(version, JSON.parse(version.text));
    } catch {
      stories.set(version, undefined);
    }
  }
  return stories.get(version);
}

/**
 * Returns the former originals of translations that have stayed as they were since: for each name
 * of a path, the text that the newest version had.
 * @param {import("./compare.js").Version[]} versions the newest first
 * @param {Wording[]} texts those of today
 * @param {any} data
 * @param {string} from
 * @param {string} to
 */
function formerOriginals(versions, texts, data, from, to) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const version of versions) {
    const old = storyOf(version);
    if (old === undefined) continue;
    /** @type {Map<string, Record<string, string>>} */
    const before = new Map();
    for (const it of wordings(old, from)) before.set(stableName(it.path, old), it.value);
    for (const { path, value } of texts) {
      const name = stableName(path, data);
      const [original, translation] = [before.get(name)?.[from], before.get(name)?.[to]];
      if (found.has(name) || !original || !translation) continue;
      if (translation === value[to] && original !== value[from]) found.set(name, original);
    }
  }
  return found;
}

/** @param {any} data @returns {string[]} */
const listed = (data) =>
  (Array.isArray(data.languages) ? data.languages : []).filter(
    (/** @type {any} */ it) => typeof it === "string",
  );

/**
 * Returns the languages that texts have and `languages` has not.
 * @param {Wording[]} texts
 * @param {string[]} languages
 */
const drafts = (texts, languages) =>
  [...new Set(texts.flatMap(({ value }) => Object.keys(value)))].filter(
    (tag) => !languages.includes(tag),
  );

/**
 * Returns the view.
 * @param {Pair} pair
 * @param {import("./compare.js").Version[]} versions the newest first
 * @param {import("./forms.js").Context} context
 */
export function languagesView(pair, versions, context) {
  const { data, text, readOnly } = context;
  const languages = listed(data);
  if (!languages.includes(pair.from)) pair.from = languages[0] ?? "en";
  const texts = wordings(data, pair.from);
  const others = [...languages, ...drafts(texts, languages)].filter((tag) => tag !== pair.from);
  if (pair.to === pair.from || !pair.to) pair.to = others[0] ?? "";
  if (pair.to && !others.includes(pair.to)) others.push(pair.to);
  const { from, to } = pair;

  const view = h("div", { class: "form languages" });
  /**
   * @param {string} name
   * @param {string} label
   * @param {string[]} tags
   * @param {string} value
   * @param {(value: string) => void} change
   */
  const named = (name, label, tags, value, change) => {
    const options = tags.map(
      (tag) => /** @type {[string, string]} */ ([tag, `${languageName(tag)} (${tag})`]),
    );
    const it = choice(label, options, value, (value) => {
      change(value);
      redraw(view, `[data-control="${name}"]`);
    });
    it.querySelector("select")?.setAttribute("data-control", name);
    return it;
  };
  const field = h("input", { id: "new-language", autocomplete: "off", size: 8, lang: "en" });
  const refusal = h("p", { class: "problem", role: "status" });
  const add = () => {
    const tag = field.value.trim();
    if (!TAG.test(tag)) {
      fill(refusal, t("notATag"));
      return;
    }
    pair.to = tag;
    pair.shown = MOST_TEXTS;
    redraw(view, "textarea");
  };
  view.append(
    h("h2", { tabindex: "-1" }, t("languages")),
    h(
      "div",
      { class: "row pair" },
      named("from", t("translateFrom"), languages, from, (value) => {
        pair.from = value;
      }),
      others.length > 0 &&
        named("to", t("translateTo"), others, to, (value) => {
          pair.to = value;
        }),
      !readOnly &&
        h(
          "form",
          {
            class: "row",
            onsubmit: (/** @type {Event} */ event) => {
              event.preventDefault();
              add();
            },
          },
          h("label", { class: "field" }, h("span", null, t("newLanguage")), field),
          h("button", { type: "submit", id: "add-language" }, t("add")),
        ),
    ),
    refusal,
  );
  const problems = () => showProblems(view, [], context.problems());
  view.addEventListener("checked", problems);
  if (!to) {
    view.append(ownWords(from, pair, context, problems));
    return view;
  }

  const isListed = languages.includes(to);
  const isMissing = (/** @type {Wording} */ { value }) => !value[to];
  const former = formerOriginals(versions, texts, data, from, to);
  const formerOf = (/** @type {Wording} */ { path }) => former.get(stableName(path, data));
  const there = texts.filter((it) => !isMissing(it));
  const order = [
    ...texts.filter(isMissing),
    ...there.filter((it) => formerOf(it) !== undefined),
    ...there.filter((it) => formerOf(it) === undefined),
  ];
  const progress = h("p", { role: "status", class: "progress" });
  const show = button(
    t("showIt"),
    async () => {
      await set(text, ["languages"], [...listed(data), to]);
      redraw(view, "h2");
    },
    { id: "show-language", class: "strong" },
  );
  const count = () => {
    const written = fields.filter((it) => it.value.trim()).length;
    const rest = order.slice(fields.length).filter((it) => !isMissing(it)).length;
    const n = written + rest;
    const state = t(isListed ? "languageShown" : "languageHidden");
    const older = former.size ? ` ${t("translatedBefore", { n: former.size })}` : "";
    fill(progress, t("translated", { n, all: texts.length }), older, " ", state);
    show.disabled = n < texts.length || readOnly;
  };
  /** @type {HTMLTextAreaElement[]} */
  const fields = [];
  const list = h("ol", { class: "texts" });
  for (const { path, value } of order.slice(0, pair.shown)) {
    const name = stableName(path, data);
    const before = former.get(name);
    const whole = [...path, to];
    const area = h("textarea", {
      lang: to,
      rows: Math.min(8, 1 + Math.ceil((value[from] ?? "").length / 45)),
      readonly: readOnly,
      value: value[to] ?? "",
    });
    onWriting(area, () => {
      void set(text, whole, area.value || undefined);
      former.delete(name);
      count();
    });
    fields.push(area);
    const notice = before !== undefined && t("changedSince", { text: before });
    list.append(item(whole, where(path, data), h("p", { lang: from }, value[from]), notice, area));
  }
  count();
  view.append(progress, list);
  if (order.length > pair.shown) {
    view.append(
      button(t("more", { n: order.length - pair.shown }), () => {
        pair.shown += MOST_TEXTS;
        redraw(view, `li:nth-child(${pair.shown - MOST_TEXTS + 1}) textarea`);
      }),
    );
  }
  view.append(
    how(to, context),
    ownWords(to, pair, context, problems),
    h("p", null, !isListed && show),
  );
  problems();
  return view;
}

/**
 * Calls a function after each change of a field, but not within a composition.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {() => void} change
 */
function onWriting(field, change) {
  field.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) change();
  });
  field.addEventListener("compositionend", change);
}

/**
 * Returns the entry of a text: its name, the original and the field of the translation.
 * @param {Path} path of the translation
 * @param {string} name
 * @param {HTMLElement} original
 * @param {string | false} notice
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
function item(path, name, original, notice, field) {
  field.id = `text-${path.join("-")}`;
  original.id = `${field.id}-source`;
  original.className = "source";
  const former = notice ? h("p", { id: `${field.id}-former`, class: "notice" }, notice) : undefined;
  const problem = h("p", { class: "problem", id: `${field.id}-problem` });
  const about = [original, former, problem].flatMap((it) => it?.id ?? []);
  field.setAttribute("aria-describedby", about.join(" "));
  return h(
    "li",
    { "data-path": pathText(path) },
    h("label", { for: field.id }, name),
    h("div", null, original, former),
    h("div", null, field, problem),
  );
}

/**
 * The words of the interface that were asked for, by language: a view that is drawn again has them
 * at once, so that the focus can stay in a field.
 * @type {Map<string, [name: string, english: string, shown: string][]>}
 */
const interfaceWords = new Map();

/**
 * Returns the words of the interface in a language: those of the story can be written, those that
 * are shown without it are in grey.
 * @param {string} tag
 * @param {Pair} pair
 * @param {import("./forms.js").Context} context
 * @param {() => void} problems shows the problems at the fields
 */
function ownWords(tag, pair, { data, text, readOnly }, problems) {
  const written = data.words?.[tag] ?? {};
  const list = h("ul", { class: "texts" });
  const draw = () => {
    for (const [name, english, shown] of interfaceWords.get(tag) ?? []) {
      const path = ["words", tag, name];
      const field = h("input", {
        lang: tag,
        value: written[name] ?? "",
        placeholder: shown,
        readonly: readOnly,
        autocomplete: "off",
      });
      onWriting(field, () => {
        if (field.value) void set(text, path, field.value);
        else void removeWhole(text, path, 1);
      });
      list.append(item(path, name, h("p", { lang: "en" }, english), false, field));
    }
  };
  const read = async () => {
    if (!interfaceWords.has(tag)) {
      interfaceWords.set(tag, await core.words(tag).catch(() => []));
    }
    if (list.childElementCount) return;
    draw();
    problems();
  };
  const whole = h(
    "details",
    {
      class: "own-words",
      open: pair.words,
      ontoggle: () => {
        pair.words = whole.open;
        if (whole.open) void read();
      },
    },
    h("summary", null, t("ownWords", { lang: languageName(tag) })),
    h("p", { class: "hint" }, t("ownWordsHint", { n: "{n}" })),
    list,
  );
  if (pair.words) draw();
  return whole;
}

/**
 * Returns the place of a text in words.
 * @param {Path} path
 * @param {any} data
 */
function where([list = "", index, ...rest], data) {
  const field = [...rest].reverse().find((it) => typeof it === "string") ?? list;
  const known = t(`f_${field}`);
  const name = known === `f_${field}` ? String(field) : known;
  if (typeof index !== "number") return index ? `${name} · ${index}` : name;
  const at = rest.filter((it) => typeof it === "number").map((it) => Number(it) + 1);
  return [nameOf(String(list), data[list][index]), [name, ...at].join(" ")].join(" · ");
}

/**
 * Returns the fields that say how the text of a language was made.
 * @param {string} tag
 * @param {import("./forms.js").Context} context
 */
function how(tag, { data, text, readOnly }) {
  const made = data.provenance?.[tag];
  let current = { origin: "translated", machine: false, reviewed: false, ...made };
  /** @param {Record<string, unknown>} change */
  const put = (change) => {
    current = { ...current, ...change };
    void set(text, ["provenance", tag], current);
  };
  /** @param {string} name */
  const flag = (name) => {
    const box = h("input", {
      type: "checkbox",
      checked: made?.[name] === true,
      disabled: readOnly,
      onchange: () => put({ [name]: box.checked }),
    });
    return h("label", { class: "flag" }, box, t(`made_${name}`));
  };
  const origin = choice(
    t("made_origin"),
    [
      ...(made ? [] : [/** @type {[string, string]} */ (["", "–"])]),
      ["written", t("made_written")],
      ["translated", t("made_translated")],
    ],
    made?.origin ?? "",
    (value) => put({ origin: value }),
  );
  origin.querySelector("select")?.toggleAttribute("disabled", readOnly);
  return h(
    "fieldset",
    { class: "field", "data-path": `provenance.${tag}` },
    h("legend", null, t("made")),
    origin,
    flag("machine"),
    flag("reviewed"),
    h("p", { class: "problem" }),
  );
}
