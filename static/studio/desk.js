// The desk: contents on the left, a form or the JSON in the middle, the live preview on the right,
// the problems below. The JSON text is authoritative; everything here shows it or edits it.

import { compareView } from "./compare.js";
import * as core from "./core.js";
import { announce, button, fileButton, fill, h, save } from "./dom.js";
import { edited, formFor, inputOf, outline, placeOf, set } from "./forms.js";
import { ACCEPTED, Images, places } from "./images.js";
import { languagesView } from "./languages.js";
import { plainEditor } from "./plain.js";
import { claim, keep, keepVersion, mark, Newer, release, takeOver, versions } from "./store.js";
import { Text } from "./text.js";
import { languageName, own, t, time } from "./words.js";

/** Milliseconds without a change after which the text is checked. */
const CHECK_PAUSE = 150;
/** Milliseconds after a change within which the text is kept, even while the author is typing. */
const KEEP_PAUSE = 700;
/** Problems that are listed at a time. */
const MOST_PROBLEMS = 100;

/**
 * @typedef {object} Desk
 * @property {Text} text
 * @property {() => string} title
 * @property {() => any} data the story as it was when the text was last JSON
 * @property {Images} images
 * @property {(files: File[]) => Promise<void>} addImages
 * @property {() => boolean} hasErrors
 * @property {() => Promise<void>} settled waits until the latest text is checked
 * @property {() => void} saveFile
 * @property {() => boolean} mayLeave asks the author if the text would be lost
 * @property {() => Promise<void>} leave keeps the draft and ends
 */

/**
 * Shows the desk.
 * @param {HTMLElement} main
 * @param {import("./store.js").Draft} draft
 * @param {{ getIt: () => void, say: (text: string) => void, status: HTMLElement,
 *   tools: HTMLElement, text?: Text, images?: Images }} frame `text` has the history of a draft
 *   that was open before, and `images` its images
 * @returns {Promise<Desk>}
 */
export async function showDesk(main, draft, frame) {
  const text = frame.text ?? new Text(draft.text);
  const images = frame.images ?? (await Images.of(draft.id));
  const careful = Boolean(draft.opening);
  /** When this tab's states of the draft were kept. */
  const times = new Set([draft.kept]);
  /** @type {string | undefined} the text that the storage has */
  let keptText;
  let storageFails = false;
  let ended = false;
  /** @type {any} */
  let data = {};
  let isJson = false;
  /** @type {import("./core.js").Problem[]} */
  let problems = [];
  /** @type {import("./core.js").Problem[]} the problems without those of missing images */
  let textProblems = [];
  /** @type {(string | number)[]} the path of the form that is shown */
  let place = ["about"];
  /** The text whose entries the contents list. */
  let outlined = "";
  /** @type {"write" | "json" | "languages" | "compare"} */
  let pane = careful ? "json" : "write";
  /** @type {import("./languages.js").Pair} */
  const pair = { from: "", to: "", shown: 100, words: false };
  /** @type {{ other?: import("./compare.js").Other }} */
  const compared = {};
  /** @type {import("./compare.js").Version[]} */
  let keptVersions = [];
  /** Ends when the last version is kept. */
  let keeping = Promise.resolve();

  readData();
  const mayWrite = await claim(draft.id, leaveToOther);
  text.readOnly = !mayWrite;

  // ── The page ──

  const undo = button("↶", () => history(true), { "aria-label": t("undo"), class: "icon" });
  const redo = button("↷", () => history(false), { "aria-label": t("redo"), class: "icon" });
  const tab = (/** @type {string} */ name) =>
    button(t(name), () => showPane(name), { class: "tab", "data-pane": name });
  const tabs = h(
    "nav",
    { class: "tabs", "aria-label": t("studio") },
    tab("write"),
    tab("json"),
    tab("languages"),
    tab("compare"),
    tab("see"),
    tab("problems"),
  );
  const heading = h("h1", { id: "title" }, title() || t("untitled"));
  fill(
    frame.tools,
    heading,
    tabs,
    h(
      "span",
      { class: "row" },
      undo,
      redo,
      button(t("save"), saveFile, { id: "save" }),
      button(
        t("getIt"),
        () => {
          keepThisVersion();
          frame.getIt();
        },
        { id: "get-it", class: "strong" },
      ),
    ),
  );
  const notice = h("div", { class: "notice", role: "status", hidden: true });
  const contents = h("nav", { class: "outline", "aria-label": t("outline"), tabindex: "-1" });
  const middle = h("section", { class: "middle", tabindex: "-1", "aria-label": t("write") });
  const preview = h("section", { class: "see", tabindex: "-1", "aria-label": t("preview") });
  const count = h("h2", { class: "count" }, t("checking"));
  const list = h("ul", { class: "problem-list" });
  const below = h(
    "section",
    { class: "problems", tabindex: "0", "aria-label": t("problems") },
    count,
    list,
  );
  const desk = h("div", { class: "desk" }, notice, contents, middle, preview, below);
  fill(main, desk);
  // The part that takes the focus says which story it has.
  main.setAttribute("aria-labelledby", heading.id);

  // ── The preview ──

  const note = h("p", { class: "hint", role: "status" }, t("previewNone"));
  const frameElement = h("iframe", {
    src: new URL("studio-preview.html", core.home).href,
    title: t("preview"),
  });
  let lang = data.languages?.includes?.(own) ? own : "";
  let fold = false;
  let ready = false;
  /** @type {Uint8Array | undefined} */
  let packed;
  const widths = h("span", { class: "row", role: "group", "aria-label": t("width") });
  const languages = h("span", { class: "row", role: "group", "aria-label": t("inLanguage") });
  for (const width of ["", "360", "720", "1200"]) {
    widths.append(
      button(
        width || t("fits"),
        () => {
          frameElement.style.width = width ? `${width}px` : "";
          press(widths, width || t("fits"));
        },
        { class: "link" },
      ),
    );
  }
  press(widths, t("fits"));
  const folding = button(
    t("folded"),
    () => {
      fold = !fold;
      folding.setAttribute("aria-pressed", String(fold));
      tell({ fold });
    },
    { class: "link", "aria-pressed": "false" },
  );
  const chooser = fileButton(t("addImages"), addImages, { id: "image-files", accept: ACCEPTED });
  const imageList = h("ul", { class: "image-list" });
  const imageNote = h("p", { class: "hint", id: "image-note" });
  if (!careful) {
    preview.append(
      h("p", { class: "row controls" }, widths, languages, folding),
      h(
        "details",
        { class: "images" },
        h("summary", null, t("images")),
        h("p", { class: "hint" }, t("imagesHint")),
        h("p", { class: "row" }, chooser),
        imageNote,
        imageList,
      ),
      note,
      h("div", { class: "frame" }, frameElement),
    );
  }
  addEventListener("message", onFrame);

  // ── The editor of the text ──

  /** @type {import("./plain.js").Editor | undefined} */
  let editor;
  let wantsPlain = careful || localStorageSays("plain") === "yes";

  const stopListening = text.listen(() => {
    later();
    buttons();
  });
  let composing = false;
  main.addEventListener("compositionstart", () => {
    composing = true;
  });
  main.addEventListener("compositionend", () => {
    composing = false;
    later();
  });

  addEventListener("keydown", onKey);
  addEventListener("pagehide", keepNow);
  document.addEventListener("visibilitychange", onHidden);
  addEventListener("beforeunload", onUnload);

  let isOpened = false;
  /** The number of problems that was announced last. */
  let counted = "";
  /** @type {number | undefined} */
  let checkTimer;
  /** @type {number | undefined} */
  let keepTimer;
  let version = 0;
  let checkedVersion = -1;
  /** @type {(() => void)[]} */
  const waiting = [];

  buttons();
  if (!mayWrite) {
    keptText = draft.text;
    showNotice(t("readOnly"), t("takeOver"), takeOverHere);
  } else {
    if (draft.opening) showNotice(t("poisoned"), t("tryAgain"), openAsUsual);
    // If the preview of a draft crashes the tab, the draft is opened without a preview next time.
    await keepRecord({ opening: true });
    keepThisVersion();
  }
  status();
  await showPane(pane);
  void checkNow();

  return {
    text,
    title,
    images,
    addImages,
    data: () => data,
    hasErrors: () => textProblems.some((it) => it.severity === "error"),
    settled,
    saveFile,
    mayLeave: () => !wouldBeLost() || confirm(t("reallyLeave")),
    leave,
  };

  // ── Showing ──

  /** @param {string} name */
  async function showPane(name) {
    desk.dataset.pane = name;
    press(tabs, t(name));
    if (name === "write" || name === "json" || name === "languages" || name === "compare") {
      pane = name;
      if (name === "compare" || name === "languages") {
        await keeping;
        keptVersions = await versions(draft.id).catch(() => []);
      }
      if (pane !== name) return;
      if (name === "json") await showText();
      else showForm();
      middle.setAttribute("aria-label", t(name));
    }
    if (name === "see" || name === "problems") {
      (name === "see" ? preview : below).focus({ preventScroll: true });
    }
  }

  async function showText() {
    if (editor) return;
    const plain = h("label", { class: "setting" });
    const box = h("input", {
      type: "checkbox",
      checked: wantsPlain,
      onchange: async () => {
        wantsPlain = box.checked;
        localStorageSays("plain", wantsPlain ? "yes" : "");
        endEditor();
        await showText();
      },
    });
    plain.append(box, t("plain"));
    const bar = h("p", { class: "row hint" }, t("tabHint"), plain);
    const chosen = wantsPlain ? undefined : await import("./code.js").catch(() => undefined);
    if (pane !== "json" || editor) return;
    editor = chosen ? chosen.codeEditor(text, history) : plainEditor(text);
    fill(middle, bar, editor.element);
    editor.mark(problems);
  }

  function endEditor() {
    editor?.end();
    editor = undefined;
  }

  /** Shows the form, or the texts of two languages. */
  function showForm() {
    endEditor();
    const [list = "", index = 0] = place;
    if (list !== "about" && !data[list]?.[index]) place = ["about"];
    const context = {
      data,
      text,
      problems: () => problems,
      readOnly: text.readOnly || !isJson,
      open,
    };
    const form =
      pane === "languages"
        ? languagesView(pair, keptVersions, context)
        : pane === "compare"
          ? compareView(compared, keptVersions, context)
          : formFor(place, context);
    // The event that a form sends after a change that it does not show by itself; it names the
    // element for the focus.
    form.addEventListener("redraw", (event) => {
      readData();
      showForm();
      const next = middle.querySelector(/** @type {CustomEvent<string>} */ (event).detail);
      /** @type {HTMLElement | null} */ (next)?.focus();
    });
    fill(middle, !isJson && h("p", { class: "notice" }, t("notJson")), form);
  }

  /** Shows the form once more, with the focus in the same field if the form had it. */
  function redrawForm() {
    const focused = document.activeElement;
    const hadFocus = middle.contains(focused);
    const path = focused?.closest("[data-path]")?.getAttribute("data-path");
    showForm();
    if (!hadFocus) return;
    const field = path ? inputOf(middle, path) : undefined;
    (field ?? middle.querySelector("h2"))?.focus();
  }

  function showOutline() {
    const focused = document.activeElement?.getAttribute("data-place");
    outlined = text.text;
    fill(contents, outline(data, place, open, text));
    if (focused) {
      /** @type {HTMLElement | null} */ (
        contents.querySelector(`[data-place="${CSS.escape(focused)}"]`)
      )?.focus();
    }
  }

  /**
   * Marks the entry whose form is open. The buttons stay the same elements: if the one with the
   * focus goes, Orca takes the heading of the form for its own choice, and does not say it.
   */
  function markPlace() {
    const key = place.join("/");
    for (const entry of contents.querySelectorAll("[data-place]")) {
      const isOpen = entry.getAttribute("data-place") === key;
      const group = entry.closest("details");
      if (isOpen) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
      if (isOpen && group) group.open = true;
    }
  }

  /** @param {(string | number)[]} to */
  function open(to) {
    // A new entry is in the text before the next check reads it.
    readData();
    place = to;
    void showPane("write");
    if (outlined === text.text) markPlace();
    else showOutline();
    const event = to[0] === "events" ? data.events?.[to[1] ?? -1]?.id : undefined;
    if (event) tell({ event });
    middle.querySelector("h2")?.focus();
  }

  /** @param {import("./core.js").Problem} problem */
  async function goTo(problem) {
    const to = placeOf(problem.path, data);
    if (pane === "write" && to && isJson) {
      open(to);
      const input = inputOf(middle, problem.path);
      if (input) {
        input.focus();
        return;
      }
    }
    // The words of the interface have their fields in Languages.
    const [, tag] = /^words\.([\w-]+)\./.exec(problem.path) ?? [];
    if (pane !== "json" && tag && isJson) {
      Object.assign(pair, { to: tag, words: true });
      await showPane("languages");
      const input = inputOf(middle, problem.path);
      if (input) {
        input.focus();
        return;
      }
    }
    await showPane("json");
    editor?.select(problem.from, problem.to);
  }

  // ── Checking ──

  function later() {
    version++;
    desk.dataset.checked = "no";
    frame.status.dataset.kept = "no";
    keepTimer ??= window.setTimeout(keepNow, KEEP_PAUSE);
    clearTimeout(checkTimer);
    if (composing) return;
    checkTimer = window.setTimeout(checkNow, CHECK_PAUSE);
  }

  function readData() {
    try {
      const read = JSON.parse(text.text);
      isJson = read !== null && typeof read === "object" && !Array.isArray(read);
      if (isJson) data = read;
    } catch {
      isJson = false;
    }
  }

  async function checkNow() {
    const checked = version;
    const wasJson = isJson;
    readData();
    if (pane !== "json") {
      const typing = middle.contains(document.activeElement);
      if (!typing || wasJson !== isJson) showForm();
    }
    showOutline();
    fill(heading, title() || t("untitled"));
    /** @type {import("./core.js").Checked} */
    let outcome;
    /** @type {import("./core.js").Problem[]} */
    let missing;
    try {
      outcome = await core.check(text.text);
      missing = await missingImages();
      // The preview has the files that readers load.
      const prepared = outcome.packed && images.inText(text.text);
      if (prepared && prepared !== text.text) {
        outcome.packed = (await core.check(prepared)).packed ?? outcome.packed;
      }
    } catch (error) {
      frame.say(t("failed", { why: String(error) }));
      return;
    }
    // An answer that is older than the text is dropped.
    if (checked !== version || ended) return;
    checkedVersion = checked;
    textProblems = outcome.problems;
    problems = [...textProblems, ...missing];
    showProblems();
    showImages();
    editor?.mark(problems);
    middle.querySelector(".form")?.dispatchEvent(new CustomEvent("checked"));
    if (outcome.packed) packed = outcome.packed;
    showLanguages();
    fill(note, outcome.packed ? "" : t(packed ? "previewOld" : "previewNone"));
    note.hidden = Boolean(outcome.packed);
    if (outcome.packed) showStory();
    if (!outcome.packed || careful) void opened();
    desk.dataset.checked = "yes";
    for (const done of waiting.splice(0)) done();
  }

  /** @returns {Promise<void>} */
  function settled() {
    if (checkedVersion === version) return Promise.resolve();
    return new Promise((done) => waiting.push(done));
  }

  function showProblems() {
    const errors = problems.filter((it) => it.severity === "error").length;
    const words = /** @type {const} */ ([
      ["error", errors],
      ["warning", problems.length - errors],
    ]).flatMap(([name, n]) => (n ? [t(n === 1 ? `count_${name}_1` : `count_${name}`, { n })] : []));
    const sentence = words.join(own === "ja" ? "、" : ", ") || t("noProblems");
    fill(count, sentence);
    const focused = document.activeElement?.getAttribute("data-problem");
    fill(
      list,
      ...problems.slice(0, MOST_PROBLEMS).map((problem) => {
        const { severity, code, line, path, message, help, why } = problem;
        return h(
          "li",
          { class: severity },
          h("span", { class: "sign", "aria-hidden": "true" }, severity === "error" ? "✕" : "▲"),
          h("span", { class: "visually-hidden" }, `${t(severity)}: `),
          h("span", { class: "where" }, path || t("line", { n: line })),
          " ",
          h("span", null, message, help && `; ${help}`),
          " ",
          button(t("goThere"), () => void goTo(problem), {
            class: "link",
            "data-problem": `${code} ${path}`,
            "aria-label": `${t("goThere")}: ${path || t("line", { n: line })}`,
          }),
          h("span", { class: "hint" }, ` ${why}`),
        );
      }),
    );
    if (focused) {
      const again = [...list.querySelectorAll("[data-problem]")].find(
        (it) => it.getAttribute("data-problem") === focused,
      );
      /** @type {HTMLElement | undefined} */ (again)?.focus();
    }
    if (sentence !== counted) announce(sentence);
    counted = sentence;
  }

  // ── Images ──

  /** Returns a problem for each image that the story names and that nobody has added. */
  async function missingImages() {
    /** @type {import("./core.js").Problem[]} */
    const found = [];
    const now = text.text;
    for (const { path, file } of images.missing(data).slice(0, MOST_PROBLEMS)) {
      const span = await core.edit(now, path, file);
      const { from, to } = span ?? { from: 0, to: 0 };
      found.push({
        severity: "error",
        code: "missing-file",
        line: now.slice(0, from).split("\n").length,
        column: from - now.lastIndexOf("\n", from - 1),
        from,
        to,
        path: path
          .map((it) => (typeof it === "number" ? `[${it}]` : `.${it}`))
          .join("")
          .slice(1),
        message: t("imageMissing", { file }),
        help: t("imageMissingHelp"),
        why: "",
      });
    }
    return found;
  }

  function showImages() {
    const missing = new Set(images.missing(data).map(({ file }) => file));
    const named = [...new Set(places(data).map(({ file }) => file))];
    fill(
      imageList,
      ...named.map((file) =>
        h("li", null, file, " – ", t(missing.has(file) ? "imageNotThere" : "imageThere")),
      ),
    );
  }

  /**
   * Makes files ready. One that the story does not name yet becomes a medium of the event, or the
   * image of the actor, whose form is open.
   * @param {File[]} files
   */
  async function addImages(files) {
    if (text.readOnly) return;
    /** @type {string[]} */
    const said = [];
    for (const file of files) {
      fill(imageNote, t("working"));
      readData();
      try {
        const { path, kept, named } = await images.add(file, data);
        if (!kept) said.push(t("imageNotKept", { file: path }));
        const [list = "", index = -1] = place;
        const entry = list === "events" || list === "actors" ? data[list]?.[index] : undefined;
        if (named) continue;
        if (!entry || !isJson || (list === "actors" && entry.image)) {
          said.push(t("imageNotNamed", { file: path }));
          continue;
        }
        if (list === "actors") {
          await set(text, ["actors", index, "image"], { file: path });
          said.push(t("imageOfActor", { file: path }));
          continue;
        }
        const tags = Array.isArray(data.languages) ? data.languages.filter(isText) : [];
        const alt = Object.fromEntries(tags.map((/** @type {string} */ tag) => [tag, ""]));
        const medium = { file: path, alt };
        const media = Array.isArray(entry.media) ? entry.media : [];
        const at = ["events", index, "media"];
        await set(
          text,
          media.length ? [...at, media.length] : at,
          media.length ? medium : [medium],
        );
        said.push(t("imageAlt", { file: path }));
      } catch (error) {
        said.push(t("imageUnreadable", { file: file.name, why: String(error) }));
      }
    }
    fill(imageNote, said.join(" "));
    await edited();
    if (pane === "write") {
      readData();
      redrawForm();
    }
    const details = imageNote.closest("details");
    if (details && said.length) details.open = true;
    version++;
    desk.dataset.checked = "no";
    await checkNow();
    // The check has announced its result; the next announcement would replace it.
    if (said.length) announce(`${said.join(" ")} ${counted}`);
  }

  function showLanguages() {
    const tags = Array.isArray(data.languages) ? data.languages.filter(isText) : [];
    if (!tags.includes(lang)) lang = tags.includes(own) ? own : (tags[0] ?? "");
    fill(
      languages,
      ...tags.map((/** @type {string} */ tag) =>
        button(
          languageName(tag, tag),
          () => {
            lang = tag;
            press(languages, languageName(tag, tag));
            tell({ lang });
          },
          { class: "link", lang: tag },
        ),
      ),
    );
    press(languages, languageName(lang, lang));
  }

  // ── The frame ──

  /** @param {object} message */
  function tell(message) {
    if (ready) frameElement.contentWindow?.postMessage(message, location.origin);
  }

  function showStory() {
    tell({ packed, lang: lang || undefined, fold, images: images.files(data) });
  }

  /** @param {MessageEvent} message */
  function onFrame({ source, origin, data: message }) {
    if (source !== frameElement.contentWindow || origin !== location.origin) return;
    if (message.studio === "ready") {
      ready = true;
      if (packed) showStory();
    } else if (message.studio === "shown") {
      preview.dataset.shown = String(checkedVersion);
      void opened();
    } else if (message.studio === "failed") {
      frame.say(t("failed", { why: message.why }));
    } else if (message.studio === "event") {
      const index = data.events?.findIndex?.((/** @type {any} */ it) => it.id === message.event);
      if (index >= 0) open(["events", index]);
    }
  }

  // ── Keeping ──

  /** Called when the draft has been shown completely once, so it does not crash the page. */
  async function opened() {
    if (isOpened || careful) return;
    isOpened = true;
    await keepRecord({ opening: false });
    status();
  }

  /**
   * Writes the draft into the storage.
   * @param {{ opening?: boolean }} [change]
   */
  async function keepRecord(change = {}) {
    if (text.readOnly) return;
    Object.assign(draft, change, { text: text.text, title: title(), kept: Date.now() });
    if (!draft.opening) delete draft.opening;
    times.add(draft.kept);
    const record = { ...draft };
    try {
      await keep(record, times);
      keptText = record.text;
      storageFails = false;
    } catch (error) {
      if (error instanceof Newer) stopWriting();
      else storageFails = true;
    }
  }

  /** Keeps the text as a version to compare with; without storage there are none. */
  function keepThisVersion() {
    const now = text.text;
    keeping = keeping.then(() => keepVersion(draft.id, now)).catch(() => {});
  }

  async function keepNow() {
    clearTimeout(keepTimer);
    keepTimer = undefined;
    if (ended || text.readOnly) return;
    if (text.text !== keptText) await keepRecord();
    status();
  }

  function onHidden() {
    if (document.visibilityState === "hidden") void keepNow();
  }

  /** @param {BeforeUnloadEvent} event */
  function onUnload(event) {
    if (wouldBeLost()) event.preventDefault();
  }

  /** Asks only if the browser keeps nothing, and no file has the text. */
  function wouldBeLost() {
    return storageFails && draft.file?.hash !== mark(text.text);
  }

  function status() {
    if (ended) return;
    const { file } = draft;
    const saved = file ? t("savedAt", { name: file.name, time: time(file.at) }) : t("neverSaved");
    const since = file && file.hash !== mark(text.text) ? ` · ${t("sinceSaved")}` : "";
    const here = storageFails ? t("storageDenied") : t("keptAt", { time: time(draft.kept) });
    fill(frame.status, `${here} · ${saved}${since}`);
    frame.status.dataset.kept = text.text === keptText && !storageFails ? "yes" : "no";
    frame.status.classList.toggle("denied", storageFails);
  }

  function saveFile() {
    const name = `${/^[\w.-]+$/.test(data.id ?? "") ? data.id : "story"}.json`;
    save(name, text.text, "application/json");
    draft.file = { name, at: Date.now(), hash: mark(text.text) };
    void keepRecord().then(status);
    keepThisVersion();
    void navigator.storage?.persist?.().catch(() => {});
  }

  function title() {
    const titles = data.title ?? {};
    const found = titles[own] ?? (typeof titles === "object" ? Object.values(titles)[0] : "");
    return isText(found) ? found.replaceAll("\u200b", "") : "";
  }

  // ── History and keys ──

  /** @param {boolean} back */
  function history(back) {
    const range = back ? text.undo() : text.redo();
    if (!range) return;
    readData();
    if (pane === "json") editor?.select(range.from, range.to);
    else showForm();
    buttons();
  }

  function buttons() {
    undo.disabled = !text.canUndo;
    redo.disabled = !text.canRedo;
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing || event.defaultPrevented) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && key === "s") {
      event.preventDefault();
      saveFile();
    } else if (command && (key === "z" || key === "y")) {
      event.preventDefault();
      history(key === "z" && !event.shiftKey);
    } else if (event.key === "F6") {
      event.preventDefault();
      const panes = [contents, middle, preview, below].filter((it) => it.offsetParent !== null);
      const now = panes.findIndex((it) => it.contains(document.activeElement));
      const step = event.shiftKey ? panes.length - 1 : 1;
      panes[(now + step + panes.length) % panes.length]?.focus();
    }
  }

  // ── One writer ──

  async function leaveToOther() {
    await edited();
    await keepNow();
    stopWriting();
  }

  function stopWriting() {
    text.readOnly = true;
    endEditor();
    void showPane(pane);
    showOutline();
    showNotice(t("readOnly"), t("takeOver"), takeOverHere);
    buttons();
  }

  async function takeOverHere() {
    await leave();
    await takeOver(draft.id);
    release(draft.id);
    location.reload();
  }

  async function openAsUsual() {
    await keepRecord({ opening: false });
    location.reload();
  }

  /**
   * @param {string} sentence
   * @param {string} action
   * @param {() => Promise<void>} act
   */
  function showNotice(sentence, action, act) {
    notice.hidden = false;
    fill(
      notice,
      sentence,
      " ",
      button(action, () => void act()),
    );
  }

  async function leave() {
    await edited();
    await keepNow();
    ended = true;
    clearTimeout(checkTimer);
    endEditor();
    stopListening();
    release(draft.id);
    removeEventListener("message", onFrame);
    removeEventListener("keydown", onKey);
    removeEventListener("pagehide", keepNow);
    document.removeEventListener("visibilitychange", onHidden);
    removeEventListener("beforeunload", onUnload);
    main.removeAttribute("aria-labelledby");
    fill(frame.tools);
    fill(frame.status);
  }
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isText = (value) => typeof value === "string";

/**
 * Marks the pressed one of a group of buttons.
 * @param {HTMLElement} group
 * @param {string} text
 */
function press(group, text) {
  for (const it of group.querySelectorAll("button")) {
    it.setAttribute("aria-pressed", String(it.textContent === text));
  }
}

/**
 * Reads or writes a setting; browsers that keep nothing have none.
 * @param {string} name
 * @param {string} [value]
 */
function localStorageSays(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`explainer-studio ${name}`, value);
    return localStorage.getItem(`explainer-studio ${name}`) ?? "";
  } catch {
    return "";
  }
}
