// The screen “Start”: files or cells of the author, and drafts that the browser has kept.

import * as core from "./core.js";
import { button, fileButton, fill, h } from "./dom.js";
import { drafts, forget, forgetAll, ImagesStay, mark } from "./store.js";
import { own, t, time } from "./words.js";

/**
 * @typedef {object} Ways where Start leads to
 * @property {(files: import("./core.js").NamedFile[]) => Promise<void>} read
 * @property {(text: string, name?: string) => Promise<void>} begin opens the desk with a new draft
 * @property {(id: string) => Promise<void>} resume opens the desk with a draft
 * @property {(sentence: string) => void} say
 */

/** @param {File[]} list */
export const contents = (list) =>
  Promise.all(
    list.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );

/**
 * Returns what was pasted as a file, unless it is empty or an address of a sheet.
 * @param {string} text
 * @param {(sentence: string) => void} say
 */
export function pasted(text, say) {
  if (!text.trim()) {
    say(t("nothingPasted"));
  } else if (/^\s*https?:\/\/\S+\s*$/.test(text)) {
    say(t("sheetAddress"));
  } else {
    return { name: t("pastedName"), bytes: new TextEncoder().encode(text) };
  }
}

/**
 * Makes the field into which cells are pasted, with its button and the one that opens files.
 * @param {(files: import("./core.js").NamedFile[]) => void} onfiles
 * @param {(sentence: string) => void} say
 */
export function pasteField(onfiles, say) {
  const field = h("textarea", {
    id: "paste",
    rows: 5,
    spellcheck: "false",
    "aria-describedby": "paste-hint",
    onpaste: (/** @type {ClipboardEvent} */ event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      // Spreadsheets also put a picture of the cells on the clipboard; only the text is used.
      if (!text && files.length) {
        event.preventDefault();
        void contents(files).then(onfiles);
      } else if (!field.value.trim()) {
        event.preventDefault();
        field.value = text;
        take();
      }
    },
  });
  const take = () => {
    const file = pasted(field.value, say);
    if (file) onfiles([file]);
  };
  const open = async (/** @type {File[]} */ files) => {
    if (files.length) onfiles(await contents(files));
  };
  return h(
    "div",
    { class: "paste" },
    h("label", { for: "paste", class: "name" }, t("paste")),
    h("p", { id: "paste-hint", class: "hint" }, t("pasteHint")),
    field,
    h(
      "p",
      { class: "row" },
      button(t("read"), take, { class: "strong", id: "read" }),
      fileButton(t("openFile"), open, { id: "files" }),
    ),
    h("p", { class: "hint" }, t("openHint")),
  );
}

/**
 * Fills the start page.
 * @param {HTMLElement} main
 * @param {Ways} ways
 */
export async function showStart(main, ways) {
  const list = h("section", { class: "drafts", hidden: true });
  const example = h("li", null);
  fill(
    main,
    h(
      "div",
      { class: "start" },
      h(
        "div",
        { class: "lead" },
        h("h1", { tabindex: "-1" }, t("startTitle")),
        h("p", null, t("startLead")),
        h("p", { class: "cost" }, t("startCost")),
        pasteField((files) => void ways.read(files), ways.say),
        h("h2", null, t("begin")),
        h(
          "ul",
          { class: "ways" },
          h(
            "li",
            null,
            button(
              t("nothing"),
              async () => {
                const text = await core.start("my-story", own);
                if (text) await ways.begin(text);
              },
              { id: "nothing" },
            ),
          ),
          example,
        ),
        list,
      ),
      h("aside", { class: "picture" }, h("p", { class: "name" }, t("picture"))),
    ),
  );
  await Promise.all([showDrafts(list, ways), showExample(main, example, ways)]);
}

/**
 * Shows an example of the result: the picture of the release's own story, which can also be opened.
 * @param {HTMLElement} main
 * @param {HTMLElement} place
 * @param {Ways} ways
 */
async function showExample(main, place, ways) {
  const response = await fetch(new URL("stories/index.json", core.home)).catch(() => undefined);
  if (!response?.ok) return;
  /** @type {{ id: string, languages: string[], title: Record<string, string> }[]} */
  const stories = await response.json();
  const story = stories[0];
  if (!story) return;
  const lang = story.languages.includes(own) ? own : (story.languages[0] ?? "en");
  const title = (story.title[lang] ?? story.id).replaceAll("\u200b", "");
  place.append(
    button(
      `${t("example")}: ${title}`,
      async () => {
        const file = await fetch(new URL(`stories/${story.id}.json`, core.home));
        await ways.begin(await file.text());
      },
      { id: "example" },
    ),
  );
  main.querySelector(".picture")?.append(
    h("img", {
      src: new URL(`stories/${story.id}.${lang}.chart.svg`, core.home).href,
      alt: title,
      width: 720,
      loading: "lazy",
    }),
  );
}

/**
 * @param {HTMLElement} place
 * @param {Ways} ways
 */
async function showDrafts(place, ways) {
  const kept = await drafts().catch(() => undefined);
  if (!kept) {
    ways.say(t("storageDenied"));
    return;
  }
  place.hidden = !kept.length;
  const again = () => void showDrafts(place, ways);
  fill(
    place,
    h("h2", null, t("drafts")),
    h(
      "ul",
      null,
      ...kept.map(({ id, title, text, kept: at, file }) => {
        const where = !file
          ? t("noFile")
          : t(file.hash === mark(text) ? "inFile" : "olderFile", { name: file.name });
        return h(
          "li",
          null,
          h("a", { href: `#draft=${id}`, onclick: resume(id) }, title || t("untitled")),
          h(
            "span",
            { class: "hint" },
            ` ${time(at)} · ${Math.ceil(text.length / 1024)} KB · ${where} `,
          ),
          button(t("forget"), async () => {
            if (!confirm(t("reallyForget", { title: title || t("untitled") }))) return;
            await forget(id).catch(notForgotten);
            again();
          }),
        );
      }),
    ),
    button(t("forgetAll"), async () => {
      if (!confirm(t("reallyForgetAll"))) return;
      await forgetAll().catch(notForgotten);
      again();
    }),
  );

  /** @param {unknown} error */
  function notForgotten(error) {
    const key = error instanceof ImagesStay ? "imagesStay" : "failed";
    ways.say(t(key, { why: String(error instanceof Error ? error.message : error) }));
  }

  /** @param {string} id */
  function resume(id) {
    return (/** @type {Event} */ event) => {
      event.preventDefault();
      void ways.resume(id);
    };
  }
}
