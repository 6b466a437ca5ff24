// A session shows one story in an <explainer-widget>: it draws the story, replaces the static one,
// follows attributes, the page's address and the reader, and ends when the element leaves the page.

import { addressedId, addressedSession, leavePage, listenToPage } from "./address.js";
import { keepPlace, scrollAround } from "./anchor.js";
import { download, share } from "./download.js";
import { insertMount, releaseMount, scriptAddress, takeMount } from "./mount.js";
import { guard, hasStopped, isStop, sessions } from "./program.js";
import { settleGradually } from "./settle.js";
import { open } from "./widget.js";

/**
 * A packed story. Texts of a language may be in a file of their own; a function gets them.
 * @typedef {{ packed: Uint8Array, texts?: Record<string, () => Promise<Uint8Array>> }} PackedStory
 */

/**
 * The properties of the element that a session reads; the class is in explainer.js.
 * @typedef {HTMLElement & {view: string, headingLevel: number, event: string, fold: boolean,
 *   images: string, src: string, packed: string, story: unknown}} Host
 */

/**
 * The number of events that are drawn at once: on a phone four times slower than a desktop, this
 * takes 50 to 110 ms.
 */
const BATCH = 8;

/** Lets other work of the page run. */
const pause = () => new Promise((done) => setTimeout(done));

/** Lets the browser paint; a page that is not seen is not painted. */
const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(done);
    setTimeout(done, 100);
  });

/**
 * Languages that readers have chosen, by element: they stay after its removal.
 * @type {WeakMap<Host, string>}
 */
const chosenLanguages = new WeakMap();

/**
 * The default role and name of each element; values that the host page sets take precedence.
 * @type {WeakMap<Host, ElementInternals>}
 */
const semantics = new WeakMap();

/**
 * The elements that the program made a stop of the keyboard.
 * @type {WeakSet<Host>}
 */
const ownStops = new WeakSet();

export class Session {
  /**
   * The story, once it is open.
   * @type {import("./widget.js").OpenStory | undefined}
   */
  reading;
  #host;
  #onFail;
  /** @type {import("./mount.js").Mount | undefined} */
  #mount;
  /**
   * The event to show, and who asked for it: a host's own request is not reported back to it, and
   * the page does not move the focus for it.
   * @type {{ event: string | undefined, from: "host" | "address" }}
   */
  #request = { event: undefined, from: "host" };
  /** @type {string | undefined} the event that was reported last */
  #lastReported;
  /** @type {(() => void) | undefined} called when the program has drawn the last change */
  #whenDrawn;
  /** @type {(() => void) | undefined} lays out everything that still has a fixed height */
  #settle;
  /** @type {ReturnType<typeof keepPlace> | undefined} the scroll anchoring */
  #place;
  /** @type {PackedStory["texts"]} gets the texts of each language */
  #texts;
  /** The address from which the story came; its images are beside it. */
  #origin = "";

  /**
   * @param {Host} host
   * @param {(error: Error) => void} onFail called when the program stops
   */
  constructor(host, onFail) {
    this.#host = host;
    this.#onFail = onFail;
  }

  /**
   * Shows a packed story. Returns the language in which it is shown; `undefined` if the session has
   * ended.
   * @param {PackedStory} story
   * @returns {Promise<{ lang: string } | undefined>}
   */
  async show({ packed, texts = {} }) {
    const reading = guard(() => open(packed));
    if (!reading) throw damaged();
    const old = /** @type {const} */ ([this.reading, this.#texts, this.#origin]);
    [this.reading, this.#texts, this.#origin] = [reading, texts, origin(this.#host)];
    try {
      await this.#addTexts(this.#lang());
    } catch (error) {
      // The story that is shown stays; without one, the element shows what it has.
      if (this.reading === reading) [this.reading, this.#texts, this.#origin] = old;
      throw error;
    }
    if (this.reading !== reading) return;
    if (this.#mount) this.#draw();
    else await this.#begin();
    if (!this.reading) return;
    void this.#completeTexts(Object.keys(texts));
    return { lang: this.#lang() };
  }

  /**
   * Adds the texts of a language to the story, if it awaits them.
   * @param {string} lang
   */
  async #addTexts(lang) {
    const { reading } = this;
    if (!reading?.awaits(lang)) return;
    const load = this.#texts?.[lang];
    if (!load) throw damaged();
    const texts = await load();
    if (this.reading !== reading || !reading.awaits(lang)) return;
    if (!guard(() => reading.add(lang, texts))) throw damaged();
  }

  /**
   * Adds texts of languages that nobody waits for: a search covers all languages, and a change of
   * language is immediate then. Until then, a language is fetched when the reader chooses it; so it
   * stays for readers who save data.
   * @param {string[]} languages
   */
  async #completeTexts(languages) {
    await painted();
    if (savesData()) return;
    for (const lang of languages) await this.#read(lang);
  }

  /**
   * Gets the texts of a language and draws the story with them. A failure is in the console: the
   * story stays in the language that it has.
   * @param {string} lang
   */
  async #read(lang) {
    if (!this.reading?.awaits(lang)) return;
    try {
      await this.#addTexts(lang);
      this.#redraw();
    } catch (error) {
      if (isStop(error)) return;
      if (chosenLanguages.get(this.#host) === lang) chosenLanguages.delete(this.#host);
      console.error(`explainer-widget: ${/** @type {Error} */ (error).message}`);
      // What was asked for in the meantime is drawn in the language that the story has.
      if (!this.reading?.awaits(this.#lang())) this.#redraw();
    }
  }

  /**
   * Draws the story, some events at a time. It replaces a static story when it is complete. If
   * there is none, or only a link, the page shows the beginning at once, and the rest follows
   * below.
   */
  async #begin() {
    warnOfHeight(this.#host);
    const mount = takeMount();
    this.#mount = mount;
    mount.owner = this;
    if (!sessions.size) listenToPage();
    sessions.add(this);
    this.#request = { event: this.#host.event || undefined, from: "host" };
    const replacesNothing = !this.#host.querySelector("[data-part=explainer]");
    // The program was compiled in this task.
    await pause();
    if (this.#mount !== mount) return;
    let whole = false;
    // The chart is drawn before the first events where nobody waits for them.
    const first = replacesNothing ? BATCH : 0;
    for (let limit = first; !whole; limit += BATCH) {
      await this.#drawn(() => {
        whole = mount.widget.renderLimit(limit);
        if (limit === first) this.#draw();
      });
      if (this.#mount === mount && replacesNothing && !this.#isOnTheWay()) this.#enterPage(mount);
      if (limit === first && mount.body.isConnected) await painted();
      await pause();
      if (this.#mount !== mount) return;
    }
    this.#enterPage(mount);
    await this.#drawn(() => mount.widget.renderLimit());
    const hostAsked = this.#request.from === "host" && this.#request.event;
    if (this.#mount === mount && !hostAsked && addressedSession() === this) {
      this.open(addressedId());
    }
  }

  /**
   * Changes something, and waits until it is drawn: the program yields to the browser in between.
   * @param {() => void} change
   * @returns {Promise<void>}
   */
  #drawn(change) {
    return new Promise((done) => {
      this.#whenDrawn = done;
      guard(change);
    });
  }

  /**
   * Replaces the static story. Nothing is painted in between, so nothing moves visibly.
   * @param {import("./mount.js").Mount} mount
   */
  #enterPage(mount) {
    const host = this.#host;
    if (mount.body.isConnected) return;
    const focused = host.contains(document.activeElement) ? document.activeElement : null;
    const place = visibleEvent(host);
    this.#settle = settleGradually(mount.body, host, this.#isOnTheWay());
    insertMount(host, mount);
    if (focused) this.#focusLike(focused);
    if (place) {
      // Not every browser keeps the reading place when everything around it changes.
      scrollAround(host, (visibleEvent(mount.body, place.id)?.top ?? place.top) - place.top);
    }
    this.#place = keepPlace(mount.body, host);
  }

  /** Returns true if the page is about to scroll to an event. */
  #isOnTheWay() {
    return Boolean(this.#request.event) || this.has(addressedId());
  }

  /**
   * Moves the focus to the live twin of a focused element of the static story.
   * @param {Element} element
   */
  #focusLike(element) {
    const href = element.getAttribute("href");
    const candidates = /** @type {HTMLElement[]} */ ([
      ...(this.#mount?.body.querySelectorAll("[id], [href]") ?? []),
    ]);
    const twin = candidates.find(
      (it) => (element.id && it.id === element.id) || (href && it.getAttribute("href") === href),
    );
    twin?.focus({ preventScroll: true });
  }

  /** Draws the story according to attributes, address and reader. */
  #draw() {
    const { view, headingLevel, fold } = this.#host;
    const { event, from } = this.#request;
    const { reading } = this;
    const widget = this.#mount?.widget;
    if (!reading || !widget) return;
    const lang = this.#lang();
    if (reading.awaits(lang)) {
      void this.#read(lang);
      return;
    }
    const asked = from === "address";
    const boxed = this.#host.hasAttribute("height");
    guard(() =>
      widget.show(
        reading,
        lang,
        view,
        headingLevel,
        event || undefined,
        asked,
        fold,
        boxed,
        this.#imagesAt(),
        this.#twin(),
      ),
    );
    void this.#describeBox();
  }

  /** Returns the static story, if it has the language and the headings of the live one. */
  #twin() {
    const twin = this.#host.querySelector("[data-part=explainer]");
    const headline = twin?.querySelector("[part=headline]")?.localName;
    const isTwin =
      twin?.getAttribute("lang") === this.#lang() && headline === `h${this.#host.headingLevel}`;
    return isTwin ? twin : undefined;
  }

  /** Returns the folder of the story's images: that of the story, unless the host names another. */
  #imagesAt() {
    const { images, baseURI } = this.#host;
    try {
      const place = images ? `${images}/` : this.#origin;
      return new URL(".", new URL(place, baseURI)).href.replace(/\/+$/, "/");
    } catch {
      if (images) {
        const example = 'images="https://img.example.org"';
        console.warn(`explainer-widget: images="${images}" is not an address, as in ${example}.`);
      }
      // The page's own folder. In a notebook, neither page nor script have an address.
      return "";
    }
  }

  /** @returns {string} the story's language that suits the reader */
  #lang() {
    let nearest;
    /** @type {Element | undefined} */
    let node = this.#host;
    while (node && !nearest) {
      nearest = node.closest("[lang]:not([lang=''])")?.getAttribute("lang");
      node = /** @type {ShadowRoot} */ (node.getRootNode()).host;
    }
    const wanted = [chosenLanguages.get(this.#host), nearest, ...navigator.languages];
    return (
      this.reading?.language(wanted.filter((lang) => lang !== undefined && lang !== null)) ?? ""
    );
  }

  /**
   * Called when an attribute of the element has changed.
   * @param {string} name
   */
  changed(name) {
    if (name === "lang") chosenLanguages.delete(this.#host);
    if (name === "height") warnOfHeight(this.#host);
    if (name === "event") this.#request = { event: this.#host.event, from: "host" };
    if (this.#mount) this.#redraw();
  }

  /** @param {string} event */
  has(event) {
    return this.reading?.has(event) ?? false;
  }

  /**
   * Opens the event that the page's address names.
   * @param {string} event
   */
  async open(event) {
    const root = this.#host.shadowRoot;
    if (event === this.#lastReported || event === this.#request.event) {
      // When the address names an element that is not in the page, browsers remove the focus.
      const there = root?.getElementById(event);
      there?.focus({ preventScroll: true });
      if (there && root?.activeElement === there) return;
      // A filter has hidden it since. The program opens only what it is newly asked for.
      const none = { event: undefined, from: /** @type {"address"} */ ("address") };
      this.#request = none;
      this.#redraw();
      await pause();
      if (this.#request !== none) return;
    }
    this.#request = { event, from: "address" };
    this.#redraw();
  }

  /**
   * Draws without a caller that waits for the result; a stop of the program was reported already.
   */
  #redraw() {
    try {
      this.#draw();
    } catch (error) {
      if (!isStop(error)) throw error;
    }
  }

  /**
   * Called with what the reader did and what the program drew.
   * @param {import("./widget.js").Report} report
   */
  onReport(...[kind, value, text]) {
    const body = this.#mount?.body;
    if (kind === "drawn") this.#whenDrawn?.();
    else if (kind === "language") {
      chosenLanguages.set(this.#host, value);
      if (this.reading?.awaits(value)) this.#redraw();
      void this.#describeBox();
    } else if (kind === "share") share(value);
    else if (kind === "download" && body) void download(value, text, body);
    else if (kind === "select") this.#selected(value);
  }

  /**
   * Makes an element that scrolls a stop of the keyboard, with the headline, once drawn, as its
   * name.
   */
  async #describeBox() {
    const host = this.#host;
    const boxed = host.hasAttribute("height");
    if (boxed && !semantics.has(host)) {
      try {
        semantics.set(host, host.attachInternals());
      } catch {
        // A program that has stopped since has named the box.
      }
    }
    const internals = semantics.get(host);
    if (!internals) return;
    await pause();
    const headline = this.#mount?.body.querySelector("h1, h2, h3, h4, h5, h6");
    internals.role = boxed ? "group" : null;
    internals.ariaLabel = (boxed && headline?.textContent) || null;
    if (boxed && !host.hasAttribute("tabindex")) {
      host.tabIndex = 0;
      ownStops.add(host);
    } else if (!boxed && ownStops.delete(host)) host.removeAttribute("tabindex");
  }

  /** @param {string} event */
  #selected(event) {
    this.#lastReported = event;
    // The page is about to scroll there.
    this.#place?.forget();
    this.#settle?.();
    const ownRequest = this.#request.from === "host" && this.#request.event === event;
    if (this.#request.from === "host") this.#request.from = "address";
    if (ownRequest) return;
    this.#host.dispatchEvent(
      new CustomEvent("explainer-select", { bubbles: true, composed: true, detail: { event } }),
    );
  }

  /** Leaves the element to the static story. */
  end() {
    sessions.delete(this);
    if (!sessions.size) leavePage();
    this.#place?.end();
    const mount = this.#mount;
    this.#mount = undefined;
    this.reading = undefined;
    this.#whenDrawn?.();
    if (mount && !hasStopped()) releaseMount(mount);
  }

  /** @param {Error} error */
  fail(error) {
    this.#onFail(error);
  }
}

/**
 * Returns the address of the element's story: "" for one that the page's script has set.
 * @param {Host} host
 */
function origin({ src, packed, story }) {
  // A classic script has no address, and no story of its own.
  const ownStory = scriptAddress && new URL("../../stories/", scriptAddress).href;
  return story == null ? src || packed || ownStory : "";
}

/** Returns true if the browser is set to save data; two ways to say so, each in some browsers. */
const savesData = () =>
  /** @type {any} */ (navigator).connection?.saveData ||
  matchMedia("(prefers-reduced-data: reduce)").matches;

/** Returns the error of a story that this version of the program cannot read. */
const damaged = () =>
  Object.assign(
    new Error(
      "the packed story is damaged, or of another version. Upload the whole release again.",
    ),
    { cause: "integrity" },
  );

/** @param {Host} host */
function warnOfHeight(host) {
  const height = host.getAttribute("height");
  if (!height || Number(height) > 0) return;
  console.warn(
    `explainer-widget: height="${height}" is not a number of pixels, as in height="720", ` +
      "so the box is 720 high.",
  );
}

/**
 * Returns the id of an event and the distance of its top from the top of the window: of the event
 * `id`, else of the first one in sight. `undefined` if there is none.
 * @param {Element} within
 * @param {string} [id]
 */
function visibleEvent(within, id) {
  for (const item of within.querySelectorAll("[data-index]")) {
    const event = item.firstElementChild;
    if (!event) continue;
    const { top, bottom } = event.getBoundingClientRect();
    const wanted = id ? event.id === id : top < innerHeight && bottom > 0;
    if (wanted) return { id: event.id, top };
  }
}
