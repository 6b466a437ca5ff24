// The screen “Review”: the tables as they were read, a meaning for each column, the open questions,
// and the result. Nothing enters a story before the author accepts.

import * as core from "./core.js";
import { announce, button, choice, fill, h } from "./dom.js";
import { pasteField } from "./start.js";
import { own, t } from "./words.js";

/** Rows that are shown at a time. */
const PAGE = 50;
/** Notes that are shown of each kind. */
const MOST_NOTES = 200;

const LANGUAGES = "en ja de fr es zh ko ar it pt nl ru uk pl tr he fa hi th vi id sv".split(" ");
const CURRENCIES = "EUR USD GBP JPY CHF CNY INR KRW AUD CAD BRL SEK NOK DKK PLN".split(" ");

/**
 * Shows a review until the author accepts or goes back.
 * @param {HTMLElement} main
 * @param {import("./core.js").NamedFile[]} files
 * @param {{ accept: (story: string) => Promise<void>, cancel: () => void,
 *   say: (text: string) => void }} ways
 */
export async function showReview(main, files, ways) {
  /** @type {Record<string, any> & { columns: [string, string][] }} */
  const choices = { columns: [] };
  const result = h("div", null);
  const questions = h("div", { class: "questions" });
  const refusal = h("div", null);
  const accept = button(t("accept"), () => void take(), { class: "strong", id: "accept" });
  const adding = h("details", null, h("summary", null, t("another")));
  adding.append(
    pasteField((more) => {
      files = [...files, ...more.map((file, at) => ({ ...file, name: unlike(file.name, at) }))];
      adding.open = false;
      void look().then(() => main.querySelector("h1")?.focus());
    }, ways.say),
  );
  /** @type {import("./core.js").Review | undefined} */
  let latest;
  let turn = 0;

  fill(
    main,
    h(
      "div",
      { class: "review" },
      h("h1", { tabindex: "-1" }, t("reviewTitle")),
      h("p", null, t("reviewLead")),
      refusal,
      h("p", { class: "row" }, accept, button(t("cancel"), ways.cancel)),
      questions,
      adding,
      result,
    ),
  );
  main.querySelector("h1")?.focus();
  await look();

  /**
   * @param {string} name
   * @param {number} at
   */
  function unlike(name, at) {
    return files.some((file) => file.name === name) ? `${name} ${files.length + at + 1}` : name;
  }

  async function take() {
    if (latest?.story) await ways.accept(latest.story);
  }

  /** Reads the files with the author's choices. */
  async function look() {
    const own = ++turn;
    main.setAttribute("aria-busy", "true");
    // The author accepts the story that is shown.
    accept.disabled = true;
    try {
      const review = await core.review(files, choices);
      if (own === turn) show(review);
    } catch (error) {
      if (own === turn) fill(refusal, t("failed", { why: String(error) }));
    } finally {
      if (own === turn) main.removeAttribute("aria-busy");
    }
  }

  /** @param {import("./core.js").Review} review */
  function show(review) {
    latest = review;
    const { refused, tables, notes = [] } = review;
    accept.disabled = !review.story;
    const focused = document.activeElement;
    const focus = focused?.getAttribute("data-control");
    showQuestions(review);
    if (refused) {
      const { file, reason } = refused;
      const text = (own === "ja" && reason.ja) || reason.en;
      fill(
        refusal,
        h(
          "div",
          { class: "refused" },
          h("p", null, h("strong", null, t("refused"))),
          h("p", { lang: text === reason.en ? "en" : own }, file && `${file}: `, text),
          answers(reason),
        ),
      );
      announce(`${t("refused")}: ${text}`);
    } else {
      const counts = ["events", "amounts", "sources", "chapters"].flatMap((name) => {
        const n = /** @type {any} */ (review)[name];
        return n ? [t(`count_${name}`, { n })] : [];
      });
      const becomes = `${t("becomes")}: ${counts.join(", ")}`;
      fill(refusal, h("p", { class: "becomes" }, becomes));
      announce(becomes);
    }
    fill(
      result,
      ...tables.map((table, at) => showTable(table, review.meanings, at)),
      ...(refused ? [] : ["to-do", "left-out", "changed"].map((kind) => list(kind, notes))),
    );
    if (!focused || focused === document.body || focused.isConnected) return;
    const again = [...main.querySelectorAll("[data-control]")].find(
      (it) => it.getAttribute("data-control") === focus,
    );
    // An answer is gone with its question: the next question has the focus, else what ends it.
    const next = again ?? refusal.querySelector("button") ?? main.querySelector("#accept:enabled");
    /** @type {HTMLElement | null} */ (next ?? main.querySelector("h1"))?.focus();
  }

  /**
   * Returns buttons for the answers to a question that has two.
   * @param {import("./core.js").Said} refused
   */
  function answers({ code, arguments: values = {} }) {
    /** @param {string} name @param {string} value @param {string} text */
    const answer = (name, value, text) =>
      button(text, () => {
        choices[name] = value;
        void look();
      });
    if (code === "order-open" || code === "order-contradicts") {
      return h(
        "p",
        { class: "row" },
        answer("dates", "dmy", `${t("dmy")}${values.day_first ? `: ${values.day_first}` : ""}`),
        answer("dates", "mdy", `${t("mdy")}${values.month_first ? `: ${values.month_first}` : ""}`),
      );
    }
    if (code === "mark-open" || code === "mark-contradicts") {
      return h(
        "p",
        { class: "row" },
        answer("decimal", "point", t("point")),
        answer("decimal", "comma", t("comma")),
      );
    }
    if (code === "several-amounts") {
      return h(
        "p",
        { class: "row" },
        button(t("sumYes"), () => set("sum", true)),
      );
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  function set(name, value) {
    choices[name] = value;
    void look();
  }

  /** @param {import("./core.js").Review} review */
  function showQuestions({ tables }) {
    const names = new Intl.DisplayNames([own], { type: "language" });
    const money = tables.some(({ kind }) => kind === "amounts" || kind === "figures");
    /** @type {[string, string]} */
    const auto = ["", t("auto")];
    /** @param {string} name @param {HTMLElement} field */
    const named = (name, field) => {
      field.querySelector("select, input")?.setAttribute("data-control", name);
      return field;
    };
    const date = h("input", {
      value: choices.date ?? "",
      size: 10,
      placeholder: "2025-06",
      onchange: () => set("date", date.value.trim()),
    });
    fill(
      questions,
      h(
        "fieldset",
        null,
        h("legend", null, t("howToRead")),
        named(
          "lang",
          choice(
            t("language"),
            [
              auto,
              ...LANGUAGES.map(
                (tag) => /** @type {[string, string]} */ ([tag, names.of(tag) ?? tag]),
              ),
            ],
            choices.lang ?? "",
            (value) => set("lang", value),
          ),
        ),
        named(
          "dates",
          choice(
            t("dateOrder"),
            [auto, ["dmy", t("dmy")], ["mdy", t("mdy")], ["ymd", t("ymd")]],
            choices.dates ?? "",
            (value) => set("dates", value),
          ),
        ),
        money &&
          named(
            "decimal",
            choice(
              t("decimal"),
              [auto, ["point", t("point")], ["comma", t("comma")]],
              choices.decimal ?? "",
              (value) => set("decimal", value),
            ),
          ),
        money &&
          named(
            "currency",
            choice(
              t("currency"),
              [auto, ...CURRENCIES.map((it) => /** @type {[string, string]} */ ([it, it]))],
              choices.currency ?? "",
              (value) => set("currency", value),
            ),
          ),
        money &&
          named("date", h("label", { class: "field" }, h("span", null, t("amountsDate")), date)),
        money &&
          named(
            "sum",
            choice(
              t("sum"),
              [
                ["", t("sumNo")],
                ["yes", t("sumYes")],
              ],
              choices.sum ? "yes" : "",
              (value) => set("sum", value === "yes"),
            ),
          ),
      ),
    );
  }

  /**
   * @param {import("./core.js").Table} table
   * @param {string[]} meanings
   * @param {number} at
   */
  function showTable(table, meanings, at) {
    const { columns, rows } = table;
    let from = 0;
    const body = h("tbody", null);
    const shown = h("span", { role: "status" });
    const pager = h(
      "p",
      { class: "row pager", hidden: rows.length <= PAGE },
      button(t("earlier"), () => page(from - PAGE)),
      button(t("later"), () => page(from + PAGE)),
      shown,
    );
    /** @param {number} first */
    const page = (first) => {
      from = Math.max(0, Math.min(first, rows.length - 1));
      from -= from % PAGE;
      const part = rows.slice(from, from + PAGE);
      fill(
        body,
        ...part.map(([number, cells]) =>
          h(
            "tr",
            { id: `row-${at}-${number}`, tabindex: "-1" },
            h("th", { scope: "row" }, number),
            ...columns.map((_, index) => h("td", null, cells[index] ?? "")),
          ),
        ),
      );
      const to = from + part.length;
      fill(shown, t("rowsShown", { from: from + 1, to, n: rows.length }));
    };
    page(0);
    const section = h(
      "section",
      { class: "table" },
      h("h2", null, `${table.file} – ${t(`kind_${table.kind}`)}, ${t("rows", { n: rows.length })}`),
      pager,
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": table.file },
        h(
          "table",
          null,
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              h("th", { scope: "col" }, t("row")),
              ...columns.map(({ head }) => h("th", { scope: "col" }, head)),
            ),
            // Not in the heads, which a screen reader repeats at each cell.
            h("tr", null, h("td", null), ...columns.map((it) => meaning(it, meanings, at))),
          ),
          body,
        ),
      ),
    );
    /** @type {any} */ (section).showRow = (/** @type {number} */ number) => {
      const index = rows.findIndex(([own]) => own === number);
      if (index < 0) return false;
      page(index);
      const row = body.querySelector(`#row-${at}-${number}`);
      row?.scrollIntoView({ block: "center" });
      /** @type {HTMLElement | null} */ (row)?.focus();
      return true;
    };
    return section;
  }

  /**
   * @param {import("./core.js").Column} column
   * @param {string[]} meanings
   * @param {number} at
   */
  function meaning({ head: name, meaning, how }, meanings, at) {
    const known = meanings.includes(meaning) || !meaning ? meanings : [meaning, ...meanings];
    const field = choice(
      t("means", { head: name }),
      [
        ["", t("noMeaning")],
        ...known.map((it) => /** @type {[string, string]} */ ([it, meaningName(it)])),
      ],
      meaning,
      (value) => {
        choices.columns = choices.columns.filter(
          ([other, own]) => own !== name && (other !== value || value === "nothing"),
        );
        if (value) choices.columns.push([value, name]);
        void look();
      },
    );
    const select = field.querySelector("select");
    select?.setAttribute("data-control", `column-${at}-${name}`);
    // As an attribute, because reading line by line would say a hidden label and then the name.
    select?.setAttribute("aria-label", t("means", { head: name }));
    field.querySelector("span")?.remove();
    return h("td", null, field, h("span", { class: "hint" }, how && t(`how_${how}`)));
  }

  /**
   * @param {string} kind
   * @param {import("./core.js").Note[]} notes
   */
  function list(kind, notes) {
    const found = notes.filter((note) => note.kind === kind);
    return h(
      "section",
      { class: `notes ${kind}` },
      h("h2", null, t(kind), h("span", { class: "hint" }, ` ${found.length}`)),
      found.length
        ? h(
            "ul",
            null,
            ...found
              .slice(0, MOST_NOTES)
              .map(({ row, place, message }) =>
                h(
                  "li",
                  null,
                  row !== null
                    ? button(place[own], () => goTo(row), { class: "link" })
                    : h("span", null, place[own]),
                  row !== null || place[own] ? ": " : "",
                  message[own] || message.en,
                ),
              ),
            found.length > MOST_NOTES && h("li", null, t("more", { n: found.length - MOST_NOTES })),
          )
        : h("p", { class: "hint" }, t("none")),
    );
  }

  /** @param {number} row */
  function goTo(row) {
    for (const section of result.querySelectorAll("section.table")) {
      if (/** @type {any} */ (section).showRow(row)) return;
    }
  }
}

/** @param {string} meaning */
const meaningName = (meaning) => {
  const name = t(`m_${meaning}`);
  return name === `m_${meaning}` ? meaning : name;
};
