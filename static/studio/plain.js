// The text of the story in a plain text field: for screen readers, phones, and where the other
// editor fails.

import { h } from "./dom.js";
import { difference } from "./text.js";
import { t } from "./words.js";

/**
 * @typedef {object} Editor
 * @property {HTMLElement} element
 * @property {(from: number, to: number) => void} select marks a range and brings it into sight
 * @property {(problems: import("./core.js").Problem[]) => void} mark shows problems where they are
 * @property {() => void} end
 */

/**
 * @param {import("./text.js").Text} text
 * @returns {Editor}
 */
export function plainEditor(text) {
  const field = h("textarea", {
    class: "json plain",
    "aria-label": t("jsonText"),
    spellcheck: "false",
    autocapitalize: "off",
    wrap: "off",
    readonly: text.readOnly,
    value: text.text,
  });
  const stop = text.listen(({ from, to, text: inserted }, source) => {
    if (source !== field) field.setRangeText(inserted, from, to, "preserve");
  });
  field.addEventListener("input", () => {
    text.apply(difference(text.text, field.value), "json", field);
  });
  field.addEventListener("beforeinput", (event) => {
    if (!/^history(Undo|Redo)$/.test(event.inputType)) return;
    event.preventDefault();
    const range = event.inputType === "historyUndo" ? text.undo() : text.redo();
    if (range) field.setSelectionRange(range.from, range.to);
  });
  return {
    element: field,
    select(from, to) {
      field.focus();
      field.setSelectionRange(from, to);
      const line = field.value.slice(0, from).split("\n").length;
      const height = Number.parseFloat(getComputedStyle(field).lineHeight) || 20;
      field.scrollTop = Math.max(0, (line - 4) * height);
    },
    mark(problems) {
      field.setAttribute("aria-invalid", String(problems.some((it) => it.severity === "error")));
    },
    end: () => void stop(),
  };
}
