// The studio: a page on which an author makes a story and saves it as a site. It needs no server
// and no account, and requests only the release's own files.

import { storyIn } from "./core.js";
import { fill, h, isImage } from "./dom.js";
import { contents, showStart } from "./start.js";
import { draft as keptDraft, newId } from "./store.js";
import { own, t } from "./words.js";

document.documentElement.lang = own;
document.title = t("studio");

const status = h("p", { class: "kept", id: "kept" });
const tools = h("div", { class: "tools" });
const said = h("p", { class: "said", role: "alert", hidden: true });
const main = h("main", { id: "main", tabindex: "-1" });
const other = own === "ja" ? "en" : "ja";
document.body.replaceChildren(
  h("a", { class: "skip", href: "#main", onclick: skip }, t("skip")),
  h(
    "header",
    { class: "top" },
    h("a", { class: "name", href: "?", id: "home", onclick: home }, t("studio")),
    tools,
    status,
    h(
      "a",
      { href: `?lang=${other}`, hreflang: other, lang: other, onclick: languageLink },
      t("otherLanguage"),
    ),
  ),
  said,
  main,
);

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  main.focus();
}

/** @param {string} sentence */
function say(sentence) {
  said.hidden = !sentence;
  fill(said, sentence);
}

/** @type {import("./desk.js").Desk | undefined} */
let desk;
/** @type {import("./store.js").Draft | undefined} */
let open;

/** The address says what is open: a reload, also one after a crash, leads back to it. */
const show = (/** @type {string} */ hash) =>
  history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);

/** @param {Event} event */
async function home(event) {
  event.preventDefault();
  if (mayLeave()) await toStart();
}

/** @param {Event} event */
async function languageLink(event) {
  event.preventDefault();
  if (!mayLeave()) return;
  await desk?.leave();
  location.assign(`?lang=${other}${location.hash}`);
}

/** Asks only if the text would be lost. */
const mayLeave = () => desk?.mayLeave() ?? true;

async function toStart() {
  await desk?.leave();
  desk = undefined;
  open = undefined;
  say("");
  show("");
  document.body.dataset.screen = "start";
  await showStart(main, { read, begin, resume, say });
}

/**
 * Opens what an author brought: a story at once, everything else for review.
 * @param {import("./core.js").NamedFile[]} files
 */
async function read(files) {
  say("");
  const [file] = files;
  if (!file) return;
  const story = files.length === 1 ? storyIn(file.bytes) : undefined;
  if (story !== undefined) {
    // Pasted text is in no file.
    await begin(story, file.name === t("pastedName") ? undefined : file.name);
    return;
  }
  document.body.dataset.screen = "review";
  const { showReview } = await import("./review.js");
  await showReview(main, files, { accept: begin, cancel: () => void toStart(), say });
}

/**
 * Begins a draft.
 * @param {string} text
 * @param {string} [name] the file that it was read from
 */
async function begin(text, name) {
  const id = newId();
  const { mark } = await import("./store.js");
  const file = name ? { name, at: Date.now(), hash: mark(text) } : undefined;
  await edit({ id, title: "", text, kept: 0, ...(file ? { file } : {}) });
}

/** @param {string} id */
async function resume(id) {
  const kept = await keptDraft(id).catch(() => undefined);
  if (kept) await edit(kept);
  else await toStart();
}

/**
 * @param {import("./store.js").Draft} draft
 * @param {import("./desk.js").Desk} [before] the desk in which it was open before: its text has the
 *   history
 */
async function edit(draft, before) {
  say("");
  open = draft;
  show(`#draft=${draft.id}`);
  document.body.dataset.screen = "desk";
  const { showDesk } = await import("./desk.js");
  const kept = before && { text: before.text, images: before.images };
  desk = await showDesk(main, draft, { getIt, say, status, tools, ...kept });
  main.focus({ preventScroll: true });
}

async function getIt() {
  if (!desk) return;
  const { showGet } = await import("./get.js");
  const from = desk;
  document.body.dataset.screen = "get";
  await showGet(main, from, {
    say,
    back: async () => {
      await from.leave();
      if (open) await edit(open, from);
    },
  });
}

// A file may be dropped anywhere; elsewhere than on Start it is read there, never over a draft.
// Images become part of the draft that is open.
addEventListener("dragover", (event) => {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
});
addEventListener("drop", async (event) => {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  if (desk && document.body.dataset.screen === "desk" && files.every(isImage)) {
    await desk.addImages(files);
    return;
  }
  if (!mayLeave()) return;
  await desk?.leave();
  desk = undefined;
  await read(await contents(files));
});

const asked = /^#draft=(\w+)$/.exec(location.hash)?.[1];
await (asked ? resume(asked) : toStart());
document.documentElement.dataset.ready = "yes";
