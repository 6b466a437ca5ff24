// The one file that a page links. It defines <explainer-widget>, which shows the static story that it holds
// until everything is there to bring the story to life: program, style sheet and story, fetched side by side
// once the reader comes near. What happens from then on is in live.js. Whatever goes wrong, the static story
// stays, or comes back, and the console says why.

// `cargo xtask dist` replaces this line with the released files and what a browser should find in them.
const release = { version: "dev", home: "./", js: { path: "v/dev/live.js" }, wasm: { path: "v/dev/widget_bg.wasm" }, css: { path: "v/dev/explainer.css" }, story: { path: "v/dev/ai-rivalry.story.txt" }, checkJs: { path: "v/dev/checker.js" }, checkWasm: { path: "v/dev/checker_bg.wasm" } };

const NAME = "explainer-widget";
const at = (file) => new URL(file.path, import.meta.url).href;

// ── Fetching, and telling failures apart ──

/** Why a widget cannot live, with a sentence that says what to do. */
const failure = (cause, message, problems) => Object.assign(new Error(message), { cause, problems });

/** What the page's Content-Security-Policy refused (address to directive), and how many want to know. */
const violations = new Map();
let listeners = 0;
const note = ({ blockedURI, effectiveDirective }) => violations.set(blockedURI, effectiveDirective);

/** The directive that refused an address. It is told a moment after its consequence. */
async function refusal(of) {
  await new Promise((done) => setTimeout(done, 50));
  return [...violations].find(([address]) => of(address))?.[1];
}

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

/** A module, after a preload: that can be told what to find, an import cannot. WebKit does not look at it even then, so the
 * file is fetched as others are, and what follows finds it in the cache. */
async function getModule(url, integrity) {
  try {
    if (integrity) await get(url, integrity);
    const link = document.createElement("link");
    if (integrity && link.relList.supports("modulepreload")) {
      await new Promise((onload, onerror) => {
        document.head.append(Object.assign(link, { rel: "modulepreload", href: url, integrity, onload, onerror }));
      }).finally(() => link.remove());
    }
    return await import(url);
  } catch {
    throw await reason(url, "javascript");
  }
}

/** Why an answer is none. */
function refused(response, url, wanted = "") {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok) return failure("not-found", `${url}: HTTP ${response.status}. Upload the whole release, with its folder v/.`);
  if (type.includes("text/html")) return failure("html", `${url} is answered with a web page. Upload the whole release; answer unknown addresses with 404.`);
  if (!type.includes(wanted)) return failure("mime", `${url} is sent as “${type}”. Send .js as text/javascript.`);
}

/** Why a browser, which does not say, could not use a file. */
async function reason(url, wanted) {
  const directive = await refusal((address) => url.startsWith(address));
  if (directive) return forbidden(directive);
  try {
    const response = await fetch(url, { cache: "no-store" });
    return refused(response, url, wanted) ?? failure("integrity", `${url} is not the released file. Upload it again; nothing on its way may change it.`);
  } catch {
    const there = await fetch(url, { mode: "no-cors" }).catch(() => {});
    if (there) return failure("cors", `${url} may not be read from ${origin}. Send Access-Control-Allow-Origin: *.`);
    return failure("offline", `${url} cannot be reached. Check connection, address and blockers.`);
  }
}

const forbidden = (directive) => failure("csp", `the page's Content-Security-Policy forbids it (${directive}). Allow ${new URL(import.meta.url).origin} in script-src, with 'wasm-unsafe-eval', and in connect-src.`);

/** Does something once for all widgets of the page, and again after a failure. */
function once(start) {
  let result;
  return () => (result ??= start().catch((error) => {
    result = undefined;
    throw error;
  }));
}

/** A program: its glue and its WebAssembly, and what else it needs at its start. */
async function getProgram(js, wasm, ...more) {
  if (!globalThis.WebAssembly || !document.adoptedStyleSheets) {
    throw failure("unsupported", "this browser lacks WebAssembly or constructed style sheets. The static story is complete.");
  }
  const [glue, module_or_path, ...rest] = await Promise.all([getModule(at(js), js.integrity), get(at(wasm), wasm.integrity), ...more]);
  try {
    await glue.default({ module_or_path }, ...rest);
  } catch (error) {
    const directive = await refusal((address) => /^(wasm-)?eval$/.test(address));
    if (directive || /Content.Security|CSP/.test(error)) throw forbidden("script-src");
    throw failure("unsupported", `${at(wasm)} does not run here: ${error}`);
  }
  return glue;
}

/** What brings stories to life. */
const getLive = once(async () => {
  const { js, wasm, css } = release;
  return getProgram(js, wasm, get(at(css), css.integrity).then((response) => response.text()));
});

/** What checks and packs a story that did not come packed with the release. */
const getCheck = once(() => getProgram(release.checkJs, release.checkWasm));

/** A story, packed. */
async function getStory({ story, src, baseURI }, signal) {
  if (story == null && !src) return bytes(get(at(release.story), release.story.integrity, signal));
  const ready = typeof story === "string" || ArrayBuffer.isView(story) || story instanceof ArrayBuffer;
  const response = story == null ? get(new URL(src, baseURI).href, "", signal) : new Response(ready ? story : JSON.stringify(story));
  const [{ check }, json] = await Promise.all([getCheck(), bytes(response)]);
  const outcome = check(json);
  const packed = outcome.packed();
  if (packed) return packed;
  const problems = outcome.problems(true);
  throw failure("story", `the story has errors; \`explainer check\` tells more.\n${problems.join("\n")}`, problems);
}

const bytes = async (response) => new Uint8Array(await (await response).arrayBuffer());

// ── The element ──

const DEFAULTS = { src: "", view: "all", theme: "auto", event: "", loading: "lazy", "heading-level": 2 };

class ExplainerWidget extends HTMLElement {
  static observedAttributes = [...Object.keys(DEFAULTS), "lang"];
  static version = release.version;
  /** Counts beginnings, so that what was begun before knows that it is over. */
  #turn = 0;
  #inPage = false;
  #begun = false;
  #watch;
  #abort;
  /** What shows the story once it lives. */
  #life;
  #story;
  #ready;
  #settle;

  constructor() {
    super();
    this.#promise();
  }

  get ready() {
    return this.#ready;
  }

  get story() {
    return this.#story;
  }

  set story(story) {
    this.#story = story;
    this.#renew();
  }

  connectedCallback() {
    if (this.#inPage) return;
    this.#inPage = true;
    // Properties that were set before the class was defined hide its own.
    for (const name of ["story", ...PROPERTIES]) {
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
      this.#inPage = this.#begun = false;
      this.#turn++;
      this.#watch?.disconnect();
      this.#abort?.abort();
      this.#retreat();
      this.#promise();
    });
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (name === "src") this.#renew();
    else if (name === "loading" && this.#inPage && !this.#begun) this.#wait();
    else this.#life?.changed(name);
  }

  #promise() {
    this.#ready = new Promise((...settle) => (this.#settle = settle));
    // A host that does not ask is not told by an error of its own.
    this.#ready.catch(() => {});
  }

  /** Waits until the reader is less than a window's height away. */
  #wait() {
    this.#watch?.disconnect();
    if (this.loading === "eager") return this.#begin();
    this.#watch = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && this.#begin(), { rootMargin: "100%" });
    this.#watch.observe(this);
  }

  #renew() {
    if (!this.#begun) return;
    this.#promise();
    this.#begin();
  }

  /** Fetches, and shows: the first story in the place of the static one, a later one in that of the first. */
  async #begin() {
    this.#begun = true;
    this.#watch?.disconnect();
    this.#abort?.abort();
    this.#abort = new AbortController();
    const turn = ++this.#turn;
    if (!listeners++) addEventListener("securitypolicyviolation", note);
    try {
      const [{ Life }, story] = await Promise.all([getLive(), getStory(this, this.#abort.signal)]);
      if (turn !== this.#turn) return;
      this.#life ??= new Life(this, (error) => this.#fail(error));
      const detail = await this.#life.show(story);
      if (turn !== this.#turn) return;
      this.#settle[0](this);
      this.#tell("ready", detail);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    } finally {
      if (!--listeners) removeEventListener("securitypolicyviolation", note);
    }
  }

  /** The static story is back; where nothing took its place, it has never gone, and nothing is laid out anew. */
  #retreat() {
    this.#life?.end();
    this.#life = undefined;
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
  }

  #fail(error) {
    this.#turn++;
    const { cause = "unknown", message, problems = [] } = error;
    if (cause === "trap" || !this.#life?.reading) {
      this.#retreat();
      if (!this.textContent.trim()) rootOf(this).replaceChildren(instead(this, this.closest("[lang]")?.lang));
    }
    console.error(`${NAME}: ${message}`);
    this.#settle[1](error);
    this.#tell("error", { cause, message, problems });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent("explainer-" + name, { bubbles: true, composed: true, detail }));
  }
}

/** The element's own tree, in which something stands for its children. */
const rootOf = (element) => element.shadowRoot ?? element.attachShadow({ mode: "open" });

/** For a reader who has no static story, either: the way to it, if it is the story of the release. */
function instead({ src, story }, lang = "en") {
  const ja = lang.startsWith("ja");
  if (src || story != null) return ja ? "この図解は表示できません。" : "This explainer cannot be shown.";
  const href = at({ path: release.home + (ja ? "" : "index.en.html") });
  const textContent = ja ? "この図解を別のページで読む" : "Read this explainer on a page of its own";
  return Object.assign(document.createElement("a"), { href, textContent });
}

/** A property for every attribute; `lang` all elements have. */
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

const known = customElements.get(NAME);
if (!known) customElements.define(NAME, ExplainerWidget);
else if (!known.told) {
  known.told = true;
  console.warn(`${NAME}: the page links the script twice. Version ${known.version} runs; ${import.meta.url} does nothing.`);
}
