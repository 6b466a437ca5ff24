// The one file that a page links. It defines <explainer-widget>. The element shows the static story that it
// holds until program, style sheet and story have arrived; they are fetched side by side when the element
// comes near the reader. live.js continues from there. If anything fails, the static story stays or comes
// back, and the console says why.

// A release defines VERSION and RELEASE when it is minified; while one develops, neither is there.
/** @type {Release} */
const release =
  typeof VERSION === "undefined"
    ? {
        version: "dev",
        home: "./",
        js: { path: "v/dev/live.js" },
        wasm: { path: "v/dev/widget_bg.wasm" },
        css: { path: "v/dev/explainer.css" },
        story: { path: "v/dev/ai-rivalry.story.txt" },
        checkJs: { path: "v/dev/checker.js" },
        checkWasm: { path: "v/dev/checker_bg.wasm" },
      }
    : RELEASE;

const NAME = "explainer-widget";
/** @param {{ path: string }} file */
const at = (file) => new URL(file.path, import.meta.url).href;

// ── Fetching, and the causes of failures ──

/**
 * Returns the error of a widget that stays static, with a sentence that says what to do.
 * @param {import("./explainer.js").ExplainerCause} cause
 * @param {string} message
 * @param {string[]} [problems]
 */
const failure = (cause, message, problems) =>
  Object.assign(new Error(message), { cause, problems });

/**
 * What the page's Content-Security-Policy refused: address to directive.
 * @type {Map<string, string>}
 */
const violations = new Map();
/** How many widgets listen for refusals now. */
let listeners = 0;
/** @param {SecurityPolicyViolationEvent} event */
const note = ({ blockedURI, effectiveDirective }) => violations.set(blockedURI, effectiveDirective);

/**
 * Returns the directive that refused an address, if one did. Browsers report it after its consequence.
 * @param {(address: string) => boolean} isWanted
 */
async function refusal(isWanted) {
  await new Promise((done) => setTimeout(done, 50));
  return [...violations].find(([address]) => isWanted(address))?.[1];
}

/**
 * @param {string} url
 * @param {string} [integrity]
 * @param {AbortSignal} [signal]
 */
async function get(url, integrity = "", signal) {
  let response;
  try {
    response = await fetch(url, { integrity, signal });
  } catch {
    throw await reason(url);
  }
  const problem = refused(response, url);
  if (problem) throw problem;
  return response;
}

/**
 * Imports a module after a preload, because only a preload takes an integrity. WebKit ignores it even then,
 * so the file is fetched first like the others, and the import finds it in the cache.
 * @param {string} url
 * @param {string} [integrity]
 */
async function getModule(url, integrity) {
  try {
    if (integrity) await get(url, integrity);
    const link = document.createElement("link");
    if (integrity && link.relList.supports("modulepreload")) {
      await new Promise((onload, onerror) => {
        Object.assign(link, { rel: "modulepreload", href: url, integrity, onload, onerror });
        document.head.append(link);
      }).finally(() => link.remove());
    }
    return await import(url);
  } catch {
    throw await reason(url, "javascript");
  }
}

/**
 * Returns an error if a response is unusable.
 * @param {Response} response
 * @param {string} url
 * @param {string} [wanted] part of the content type
 */
function refused(response, url, wanted = "") {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok) {
    const sentence = "Upload the whole release, with its folder v/.";
    return failure("not-found", `${url}: HTTP ${response.status}. ${sentence}`);
  }
  if (type.includes("text/html")) {
    const sentence = "Upload the whole release; answer unknown addresses with 404.";
    return failure("html", `${url} is answered with a web page. ${sentence}`);
  }
  if (!type.includes(wanted)) {
    return failure("mime", `${url} is sent as “${type}”. Send .js as text/javascript.`);
  }
}

/**
 * Finds out why a file could not be used: browsers hide the cause from scripts.
 * @param {string} url
 * @param {string} [wanted] part of the content type
 */
async function reason(url, wanted) {
  const directive = await refusal((address) => url.startsWith(address));
  if (directive) return forbidden(directive);
  try {
    const response = await fetch(url, { cache: "no-store" });
    const sentence = "Upload it again; nothing on its way may change it.";
    return (
      refused(response, url, wanted) ??
      failure("integrity", `${url} is not the released file. ${sentence}`)
    );
  } catch {
    const there = await fetch(url, { mode: "no-cors" }).catch(() => {});
    if (there) {
      const sentence = "Send Access-Control-Allow-Origin: *.";
      return failure("cors", `${url} may not be read from ${origin}. ${sentence}`);
    }
    const sentence = "Check connection, address and blockers.";
    return failure("offline", `${url} cannot be reached. ${sentence}`);
  }
}

/** @param {string} directive */
const forbidden = (directive) =>
  failure(
    "csp",
    `the page's Content-Security-Policy forbids it (${directive}). ` +
      `Allow ${new URL(import.meta.url).origin} in script-src, with 'wasm-unsafe-eval', ` +
      "and in connect-src.",
  );

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
 * @param {Promise<unknown>[]} more
 */
async function getProgram(js, wasm, ...more) {
  if (!globalThis.WebAssembly || !document.adoptedStyleSheets) {
    const sentence = "this browser lacks WebAssembly or constructed style sheets.";
    throw failure("unsupported", `${sentence} The static story is complete.`);
  }
  const [glue, module_or_path, ...rest] = await Promise.all([
    getModule(at(js), js.integrity),
    get(at(wasm), wasm.integrity),
    ...more,
  ]);
  try {
    await glue.default({ module_or_path }, ...rest);
  } catch (error) {
    const directive = await refusal((address) => /^(wasm-)?eval$/.test(address));
    if (directive || /Content.Security|CSP/.test(String(error))) throw forbidden("script-src");
    throw failure("unsupported", `${at(wasm)} does not run here: ${error}`);
  }
  return glue;
}

/** Starts the widget's program. */
const getLive = once(() => {
  const { js, wasm, css } = release;
  const style = get(at(css), css.integrity).then((response) => response.text());
  return getProgram(js, wasm, style);
});

/** Starts the checker, which checks and packs a story that did not come packed with the release. */
const getCheck = once(() => getProgram(release.checkJs, release.checkWasm));

/**
 * Returns the element's story, packed.
 * @param {ExplainerWidget} element
 * @param {AbortSignal} signal
 */
async function getStory({ story, src, baseURI }, signal) {
  if (story == null && !src) return bytes(get(at(release.story), release.story.integrity, signal));
  const isBody =
    typeof story === "string" || ArrayBuffer.isView(story) || story instanceof ArrayBuffer;
  const response =
    story == null
      ? get(new URL(src, baseURI).href, "", signal)
      : new Response(/** @type {BodyInit} */ (isBody ? story : JSON.stringify(story)));
  const [{ check }, json] = await Promise.all([getCheck(), bytes(response)]);
  const outcome = check(json);
  const packed = outcome.packed();
  if (packed) return packed;
  const problems = outcome.problems(true);
  const sentence = "the story has errors; `explainer check` explains them.";
  throw failure("story", `${sentence}\n${problems.join("\n")}`, problems);
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
  view: "all",
  theme: "auto",
  event: "",
  loading: "lazy",
  "heading-level": 2,
};

// The properties that reflect attributes are defined below the class.
const Base = /** @type {new () => HTMLElement & import("./explainer.js").ExplainerAttributes} */ (
  HTMLElement
);

class ExplainerWidget extends Base {
  static observedAttributes = [...Object.keys(DEFAULTS), "lang", "fold"];
  static version = release.version;
  /** Counts starts, so that an earlier one can tell that it is out of date. */
  #turn = 0;
  #inPage = false;
  #begun = false;
  /** @type {IntersectionObserver | undefined} */
  #observer;
  /** @type {AbortController | undefined} */
  #abort;
  /** @type {import("./session.js").Session | undefined} shows the live story */
  #session;
  /** @type {import("./explainer.js").ExplainerWidgetElement["story"]} */
  #story;
  /** @type {((element: ExplainerWidget) => void) | undefined} */
  #resolve;
  /** @type {((error: unknown) => void) | undefined} */
  #reject;
  // After the fields that it sets.
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

  connectedCallback() {
    if (this.#inPage) return;
    this.#inPage = true;
    // Properties that were set before the class was defined hide its own.
    for (const name of ["story", "fold", ...PROPERTIES]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.#wait();
  }

  /** An element that is only moved is back before the microtask. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.#inPage) return;
      this.#inPage = false;
      this.#begun = false;
      this.#turn++;
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
    if (name === "src") this.#renew();
    else if (name === "loading" && this.#inPage && !this.#begun) this.#wait();
    else this.#session?.changed(name);
  }

  /** @returns {Promise<ExplainerWidget>} */
  #promise() {
    /** @type {Promise<ExplainerWidget>} */
    const ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
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

  /** Fetches, and shows: the first story in the place of the static one, a later one in that of the first. */
  async #begin() {
    this.#begun = true;
    this.#observer?.disconnect();
    this.#abort?.abort();
    this.#abort = new AbortController();
    const turn = ++this.#turn;
    if (!listeners++) addEventListener("securitypolicyviolation", note);
    try {
      const [{ Session }, story] = await Promise.all([
        getLive(),
        getStory(this, this.#abort.signal),
      ]);
      if (turn !== this.#turn) return;
      const session = (this.#session ??= new Session(this, this.#fail));
      const detail = await session.show(story);
      if (turn !== this.#turn) return;
      this.#resolve?.(this);
      this.#dispatch("ready", detail);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    } finally {
      if (!--listeners) removeEventListener("securitypolicyviolation", note);
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
    this.#turn++;
    const { cause = "unknown", message, problems = [] } = error;
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
 * Returns what a reader without a static story gets: a link to the release's own page, if the story is that
 * of the release.
 * @param {ExplainerWidget} element
 * @param {string | null} [lang]
 */
function fallbackLink({ src, story }, lang) {
  const isJapanese = lang?.startsWith("ja");
  if (src || story != null) {
    return isJapanese ? "この図解は表示できません。" : "This explainer cannot be shown.";
  }
  const link = document.createElement("a");
  link.href = at({ path: release.home + (isJapanese ? "" : "index.en.html") });
  link.textContent = isJapanese
    ? "この図解を別のページで読む"
    : "Read this explainer on a page of its own";
  return link;
}

/** The properties that reflect the attributes; `lang` is every element's. */
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
 * The public members of the class that its declaration lacks, but for those that the browser calls: none.
 * @typedef {import("./explainer.js").ExplainerWidgetElement} Declared
 * @typedef {Exclude<keyof ExplainerWidget, keyof Declared | `${string}Callback`>} Undeclared
 */

/** @type {(CustomElementConstructor & { version?: string, warned?: boolean }) | undefined} */
const known = customElements.get(NAME);
if (!known) {
  customElements.define(
    NAME,
    /** @satisfies {new () => Declared & Record<Undeclared, never>} */ (ExplainerWidget),
  );
} else if (!known.warned) {
  known.warned = true;
  console.warn(
    `${NAME}: the page links the script twice. Version ${known.version} runs; ` +
      `${import.meta.url} does nothing.`,
  );
}
