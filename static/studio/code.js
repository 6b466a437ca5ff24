// The text of the story in CodeMirror, loaded on demand. It is in a shadow root: its rules go into
// a constructed style sheet there, which the page's policy allows without exception.

import { defaultKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { h } from "./dom.js";
import { t } from "./words.js";

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--paper)", color: "var(--ink)" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, monospace",
    lineHeight: "1.5",
    fontSize: "0.8125rem",
  },
  "&.cm-focused": { outline: "2px solid var(--ink)", outlineOffset: "-2px" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--paper)",
    color: "var(--grey)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--tint)" },
  [".cm-selectionBackground, " +
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground"]: {
    backgroundColor: "var(--chosen)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--ink)",
    maxWidth: "32rem",
  },
  // The package's own marks are images in its style sheet, which the release's policy forbids.
  ".cm-lintRange": { backgroundImage: "none" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--red)",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline dotted var(--ink)",
  },
  ".cm-lint-marker": { content: "normal" },
  ".cm-lint-marker-error": {
    content: "normal",
    borderRadius: "50%",
    backgroundColor: "var(--red)",
  },
  ".cm-lint-marker-warning": { content: "normal", backgroundColor: "var(--grey)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--red)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--tint)",
    color: "var(--ink)",
    borderColor: "var(--line)",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--blue)" },
  { tag: tags.string, color: "var(--green)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--red)" },
]);

/**
 * @param {import("./text.js").Text} text
 * @param {(undo: boolean) => void} onHistory
 * @returns {import("./plain.js").Editor}
 */
export function codeEditor(text, onHistory) {
  const element = h("div", { class: "json code" });
  const root = element.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text.text,
      extensions: [
        // The text may have line ends of its own; the history counts them as one unit, as it is.
        EditorState.lineSeparator.of(text.text.includes("\r\n") ? "\r\n" : "\n"),
        EditorState.readOnly.of(text.readOnly),
        EditorState.tabSize.of(2),
        indentUnit.of("  "),
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        json(),
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ "aria-label": t("jsonText"), tabindex: "0" }),
        keymap.of([
          { key: "Mod-z", run: () => history(true), preventDefault: true },
          { key: "Mod-y", run: () => history(false), preventDefault: true },
          { key: "Mod-Shift-z", run: () => history(false), preventDefault: true },
          ...defaultKeymap,
          ...foldKeymap,
        ]),
        EditorView.domEventHandlers({
          beforeinput(event) {
            if (!/^history(Undo|Redo)$/.test(event.inputType)) return false;
            event.preventDefault();
            return history(event.inputType === "historyUndo");
          },
        }),
        EditorView.updateListener.of(({ changes, docChanged, transactions, state }) => {
          const foreign = transactions.some((it) => it.annotation(Transaction.remote));
          if (!docChanged || foreign) return;
          let [from, oldTo, newFrom, newTo] = [Number.POSITIVE_INFINITY, 0, 0, 0];
          changes.iterChanges((fromA, toA, fromB, toB) => {
            if (fromA < from) [from, newFrom] = [fromA, fromB];
            [oldTo, newTo] = [toA, toB];
          });
          text.apply({ from, to: oldTo, text: state.sliceDoc(newFrom, newTo) }, "json", view);
        }),
      ],
    }),
  });

  /** @param {boolean} undo */
  function history(undo) {
    onHistory(undo);
    return true;
  }

  const stop = text.listen(({ from, to, text: insert }, source) => {
    if (source === view) return;
    view.dispatch({
      changes: { from, to, insert },
      annotations: Transaction.remote.of(true),
    });
  });

  return {
    element,
    select(from, to) {
      const end = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
        effects: EditorView.scrollIntoView(Math.min(from, end), { y: "center" }),
      });
      view.focus();
    },
    mark(problems) {
      const end = view.state.doc.length;
      const found = problems.map((it) => ({
        from: Math.min(it.from, end),
        to: Math.min(Math.max(it.to, it.from), end),
        severity: it.severity,
        message: it.help ? `${it.message}; ${it.help}` : it.message,
      }));
      view.dispatch(setDiagnostics(view.state, found));
    },
    end() {
      stop();
      view.destroy();
    },
  };
}
