// The one file that a page links. It defines <explainer-widget>. The element shows the static story
// that it holds until program, style sheet and story have arrived; they are fetched at the same
// time, when the element comes near the reader. live.js continues from there. If anything fails,
// the static story stays or comes back, and the console says why. A release joins it with fetch.js
// and release.js to one file; the npm package, with fetch.js and its own release.js.

import { failure, forbidden, get, listen, refusal, resolve } from "./fetch.js";
import { at, getModule, release, source } from "./release.js";

// Servers and tools import this module where there is no DOM.
const { customElements, HTMLElement = class {} } = globalThis;

const NAME = "explainer-widget";

/**
 * Does something once for all widgets of the page, and again after a failure.
 * @template T
 * @param {() => Promise<T>} start
 */
function once(start) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () =>
    (result ??= start().catch((error) => {
      result = undefined;
      throw error;
    }));
}

/**
 * Fetches and starts a program: its JavaScript, its WebAssembly, and whatever else it needs.
 * @param {ReleasedFile} js
 * @param {ReleasedFile} wasm
 * @param {unknown[]} more
 */
async function getProgram(js, wasm, ...more) {
  if (!globalThis.WebAssembly || !document.adoptedStyleSheets) {
    throw failure("unsupported", "this browser lacks WebAssembly or constructed style sheets.");
  }
  const [glue, module_or_path, ...rest] = await Promise.all([
    getModule(js),
    get(at(wasm), wasm.integrity),
    ...more,
  ]);
  try {
    await glue.default({ module_or_path }, ...rest);
  } catch (error) {
    const directive = await refusal((address) => /^(wasm-)?eval$/.test(address));
    if (directive || /Content.Security|CSP/.test(String(error)))
      throw forbidden("script-src", at(wasm));
    throw failure("unsupported", `${at(wasm)} does not run here: ${error}`);
  }
  return glue;
}

/** Ends the address of the program's script: with another fragment it is another module. */
let fragment = "";

function startLive() {
  const { js, wasm, css } = release;
  const style = get(at(css), css.integrity).then((response) => response.text());
  return getProgram({ ...js, path: js.path + fragment }, wasm, style, js.integrity);
}

/** Starts the widget's program. */
let getLive = once(startLive);

/** Starts the checker, which checks and packs a story that is not packed. */
const getCheck = once(() => getProgram(release.checkJs, release.checkWasm));

/**
 * Returns the element's story, packed; `undefined` if it has none.
 * @param {ExplainerWidget} element
 * @param {AbortSignal} signal
 * @returns {Promise<import("./session.js").PackedStory | undefined>}
 */
async function getStory(element, signal) {
  const { story, packed, src, baseURI } = element;
  // The npm package has no story of its own: an element without one waits for it.
  if (story == null && !src) {
    if (packed) return getPacked(element, resolve("packed", packed, baseURI), "", signal);
    const own = release.story;
    return own && getPacked(element, at(own), own.integrity, signal);
  }
  const isBody =
    typeof story === "string" || ArrayBuffer.isView(story) || story instanceof ArrayBuffer;
  const response =
    story == null
      ? get(resolve("src", src, baseURI), "", signal)
      : new Response(/** @type {BodyInit} */ (isBody ? story : JSON.stringify(story)));
  const [{ check }, json] = await Promise.all([getCheck(), bytes(response)]);
  const outcome = check(json);
  const whole = outcome.packed();
  if (whole) return { packed: whole };
  const problems = outcome.problems(true);
  const sentence = "the story has errors; `explainer check` explains them.";
  throw failure("story", `${sentence}\n${problems.join("\n")}`, problems);
}

/**
 * Returns a packed story, and begins to get its texts in the reader's language, if they are in a
 * file of their own: the first line names such files.
 * @param {Element} element
 * @param {string} url
 * @param {string | undefined} integrity
 * @param {AbortSignal} signal
 */
async function getPacked(element, url, integrity, signal) {
  const packed = await bytes(get(url, integrity, signal));
  /** @type {Record<string, [name: string, integrity?: string]>} */
  let files = {};
  try {
    // The line follows the six bytes that name the form.
    files = JSON.parse(new TextDecoder().decode(packed.subarray(6, packed.indexOf(10))));
  } catch {
    // The program refuses the story.
  }
  /** @type {Record<string, () => Promise<Uint8Array>>} */
  const texts = {};
  for (const [lang, [name, integrity]] of Object.entries(files)) {
    texts[lang] = once(() => bytes(get(new URL(name, url).href, integrity)));
  }
  // The program is on its way. If this guess is wrong, it asks for others.
  const nearest = /** @type {HTMLElement | null} */ (element.closest("[lang]"))?.lang ?? "";
  const suited = [nearest, ...navigator.languages].flatMap((tag) =>
    Object.keys(texts).filter((lang) => tag.startsWith(lang)),
  );
  // A failure is told where the texts are needed.
  if (suited[0]) texts[suited[0]]?.().catch(() => {});
  return { packed, texts };
}

/** @param {Response | Promise<Response>} response */
const bytes = async (response) => new Uint8Array(await (await response).arrayBuffer());

// ── The element ──

/**
 * The attributes, and the values of their properties where they are missing.
 * @typedef {import("./explainer.js").ExplainerAttributes} Attributes
 * @typedef {Exclude<keyof Attributes, "headingLevel"> | "heading-level"} AttributeName
 * @satisfies {Record<AttributeName, string | number>}
 */
const DEFAULTS = {
  src: "",
  packed: "",
  view: "all",
  theme: "auto",
  event: "",
  loading: "lazy",
  height: "",
  images: "",
  "heading-level": 2,
};

// The properties that reflect attributes are defined below the class.
const Base = /** @type {new () => HTMLElement & import("./explainer.js").ExplainerAttributes} */ (
  HTMLElement
);

export class ExplainerWidget extends Base {
  static observedAttributes = [...Object.keys(DEFAULTS), "lang", "fold"];
  static version = release.version;
  #inPage = false;
  #begun = false;
  /** @type {IntersectionObserver | undefined} */
  #observer;
  /**
   * Ends the last start, and tells it that it is out of date.
   * @type {AbortController | undefined}
   */
  #abort;
  /** @type {import("./session.js").Session | undefined} shows the live story */
  #session;
  /** @type {import("./explainer.js").ExplainerWidgetElement["story"]} */
  #story;
  /** True after a program has stopped before the story was live. */
  #retried = false;
  /** @type {((element: ExplainerWidget) => void) | undefined} undefined once the story is live */
  #resolve;
  /** @type {((error: unknown) => void) | undefined} */
  #reject;
  // Initialised after the fields that it sets.
  /** @type {Promise<ExplainerWidget>} */
  #ready = this.#promise();

  get ready() {
    return this.#ready;
  }

  get story() {
    return this.#story;
  }

  get fold() {
    return this.hasAttribute("fold");
  }

  set fold(fold) {
    this.toggleAttribute("fold", fold);
  }

  set story(story) {
    this.#story = story;
    this.#renew();
  }

  /** @this {any} */
  connectedCallback() {
    if (this.#inPage) return;
    this.#inPage = true;
    // Properties that were set before the class was defined hide its own.
    for (const name of ["story", "fold", ...PROPERTIES]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#wait();
  }

  /** An element that is only moved is back before the microtask. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.#inPage) return;
      this.#inPage = false;
      this.#begun = false;
      this.#observer?.disconnect();
      this.#abort?.abort();
      this.#showStatic();
      this.#ready = this.#promise();
    });
  }

  connectedMoveCallback() {}

  /**
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (name === "height")
      this.style.setProperty("--explainer-height", Number(value) > 0 ? `${value}px` : "");
    if (name === "src" || name === "packed") this.#renew();
    else if (name === "loading" && this.#inPage && !this.#begun) this.#wait();
    else this.#session?.changed(name);
  }

  /** @returns {Promise<ExplainerWidget>} */
  #promise() {
    /** @type {Promise<ExplainerWidget>} */
    const ready = new Promise((...settle) => {
      [this.#resolve, this.#reject] = settle;
    });
    // A host that does not use the promise gets no error for it.
    ready.catch(() => {});
    return ready;
  }

  /** Waits until the reader is less than a window's height away. */
  #wait() {
    this.#observer?.disconnect();
    if (this.loading === "eager") {
      this.#begin();
      return;
    }
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#begin();
      },
      { rootMargin: "100%" },
    );
    this.#observer.observe(this);
  }

  #renew() {
    if (!this.#begun) return;
    this.#ready = this.#promise();
    this.#begin();
  }

  /**
   * Fetches a story and shows it: the first story replaces the static one, a later one replaces the
   * first.
   */
  async #begin() {
    this.#begun = true;
    this.#observer?.disconnect();
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    listen(signal);
    try {
      // An application may set the address of the files right after its import.
      await undefined;
      const [{ Session }, story] = await Promise.all([getLive(), getStory(this, signal)]);
      if (signal.aborted || !story) return;
      const session = (this.#session ??= new Session(this, this.#fail));
      const detail = await session.show(story);
      if (signal.aborted) return;
      this.#resolve?.(this);
      this.#resolve = undefined;
      this.#dispatch("ready", detail);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      abort.abort();
    }
  }

  /** Shows the static story again, if a live one had taken its place. */
  #showStatic() {
    this.#session?.end();
    this.#session = undefined;
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
  }

  /** @param {any} error */
  #fail = (error) => {
    this.#abort?.abort();
    const { cause = "unknown", message, problems = [] } = error;
    // If the program stops before the story is live, a new instance of it tries once more.
    if (cause === "trap" && this.#resolve && !this.#retried) {
      this.#retried = true;
      if (!fragment) {
        fragment = "#2";
        getLive = once(startLive);
      }
      console.warn(`${NAME}: ${message} It starts once more.`);
      this.#showStatic();
      this.#begin();
      return;
    }
    if (cause === "trap" || !this.#session?.reading) {
      this.#showStatic();
      if (!this.textContent?.trim()) {
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.replaceChildren(fallbackLink(this, this.closest("[lang]")?.getAttribute("lang")));
      }
    }
    console.error(`${NAME}: ${message}`);
    this.#reject?.(error);
    this.#dispatch("error", { cause, message, problems });
  };

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #dispatch(name, detail) {
    const options = { bubbles: true, composed: true, detail };
    this.dispatchEvent(new CustomEvent(`explainer-${name}`, options));
  }
}

/**
 * Returns the replacement for a missing static story: a link to the release's own page, if the
 * story is that of the release.
 * @param {ExplainerWidget} element
 * @param {string | null} [lang]
 */
function fallbackLink({ src, packed, story }, lang) {
  const isJapanese = lang?.startsWith("ja");
  if (src || packed || story != null || !release.home) {
    return isJapanese ? "この図解は表示できません。" : "This explainer cannot be shown.";
  }
  const link = document.createElement("a");
  link.href = at({ path: release.home + (isJapanese ? "" : "index.en.html") });
  link.textContent = isJapanese
    ? "この図解を別のページで読む"
    : "Read this explainer on a page of its own";
  return link;
}

/** The properties that reflect the attributes; every element has `lang`. */
const PROPERTIES = Object.entries(DEFAULTS).map(([attribute, missing]) => {
  const name = attribute.replace("-l", "L");
  Object.defineProperty(ExplainerWidget.prototype, name, {
    enumerable: true,
    get() {
      const value = this.getAttribute(attribute);
      return (missing === 2 ? Number(value) : value) || missing;
    },
    set(value) {
      if (value == null || value === "") this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
  return name;
});

/**
 * The public members of the class that its declaration lacks, but for those that the browser calls:
 * none.
 * @typedef {import("./explainer.js").ExplainerWidgetElement} Declared
 * @typedef {Exclude<keyof ExplainerWidget, keyof Declared | `${string}Callback`>} Undeclared
 */

/** @type {(CustomElementConstructor & { version?: string, warned?: boolean }) | undefined} */
const known = customElements?.get(NAME);
if (!known) {
  customElements?.define(
    NAME,
    /** @satisfies {new () => Declared & Record<Undeclared, never>} */ (ExplainerWidget),
  );
} else if (!known.warned) {
  known.warned = true;
  console.warn(
    `${NAME}: the page links the script twice. Version ${known.version} runs, not ${source}.`,
  );
}
