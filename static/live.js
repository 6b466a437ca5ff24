// A story that lives in an <explainer-widget>: takes the static one's place, follows attributes, the page's
// address and the reader, and tells the element when the program has come to its end. The element itself is
// in explainer.js, which loads this file once it is needed.

import init, { open, Widget } from "./widget.js";

/** Shared by every widget of the page: one constructed sheet. */
const sheet = new CSSStyleSheet();

/** Compiles the program; called once, before anything else. */
export default async function start(program, style) {
  await init(program);
  sheet.replaceSync(style);
}

/** So many events are drawn in one go: on a phone four times slower than a desktop, in 50 to 110 ms. */
const AT_ONCE = 8;

/** Lets others have their turn. */
const pause = () => new Promise((done) => setTimeout(done));

/** Elements in which Yew has a root, for ever, and none of our stories at the moment. */
const spare = [];

/** An element in which one story after another can live. */
function takeSeat() {
  const seat = { body: Object.assign(document.createElement("div"), { className: "seat" }) };
  seat.body.addEventListener("click", stayOnPage);
  seat.widget = new Widget(seat.body, (...news) => seat.owner?.hear(...news));
  return seat;
}

/** Where a page has a base, as those of many frameworks do, “#id” would lead away from it. */
function stayOnPage(event) {
  const href = event.target.closest('a[href^="#"]')?.getAttribute("href");
  if (!href || !document.querySelector("base") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = href;
}

/** What shows a story at the moment, in the order of their coming. */
const living = new Set();

/** After a trap, why; nothing of the program can be trusted any more. */
let dead;

/** Languages that readers have chosen, by element: they survive its removal. */
const chosen = new WeakMap();

export class Life {
  /** The story, read and checked, once there is one. */
  reading;
  #host;
  #fail;
  #seat;
  /** The event that host or address want open, the one that was told last, and the one that needs no telling. */
  #event;
  #told;
  #given;
  #whenDrawn;
  /** Gives everything its own height at once. */
  #settle;

  constructor(host, fail) {
    [this.#host, this.#fail] = [host, fail];
  }

  /** Shows a packed story. */
  async show(packed) {
    const reading = guard(() => open(packed));
    if (!reading) throw Object.assign(new Error("the packed story is damaged, or of another version. Upload the whole release again."), { cause: "integrity" });
    this.reading = reading;
    if (this.#seat) this.#draw();
    else await this.#move();
    // Unless it has ended meanwhile.
    if (this.reading) return { lang: this.#lang() };
  }

  /** Draws the story outside the page, some events at a time, for a phone has other things to do meanwhile; then moves in. */
  async #move() {
    const seat = (this.#seat = spare.pop() ?? guard(takeSeat));
    seat.owner = this;
    if (!living.size) listen(addEventListener);
    living.add(this);
    this.#event = this.#given = this.#host.event || undefined;
    let whole = false;
    for (let events = AT_ONCE; !whole; events += AT_ONCE) {
      await this.#drawn(() => {
        whole = seat.widget.renderLimit(events);
        if (events === AT_ONCE) this.#draw();
      });
      await pause();
      if (this.#seat !== seat) return;
    }
    this.#takePlace(seat.body);
    await this.#drawn(() => seat.widget.renderLimit());
    if (this.#seat === seat && !this.#given && claimant() === this) this.open(address());
  }

  /** Changes something, and waits until it is drawn; Yew takes breaks. */
  #drawn(change) {
    return new Promise((done) => {
      this.#whenDrawn = done;
      guard(change);
    });
  }

  /** Takes the static story's place. Nothing is painted in between, so nothing is seen to move. */
  #takePlace(body) {
    const focused = this.#host.contains(document.activeElement) && document.activeElement;
    const place = this.#place(this.#host);
    this.#settle = spread(body, this.#host, this.#event || this.has(address()));
    const root = this.#host.shadowRoot ?? this.#host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(body);
    if (focused) this.#focusLike(focused);
    const moved = place ? (this.#place(body, place.id)?.top ?? place.top) - place.top : 0;
    // Not every browser keeps the reader's place when all around it changes.
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }

  /** The event at the top of the window, or a certain one, and how far from there it begins. */
  #place(within, id) {
    for (const event of within.querySelectorAll(".event")) {
      const { top, bottom } = event.getBoundingClientRect();
      if (id ? event.id === id : top < innerHeight && bottom > 0) return { id: event.id, top };
    }
  }

  /** To where the focus was in the static story. */
  #focusLike(element) {
    const href = element.getAttribute("href");
    const same = (it) => (element.id && it.id === element.id) || (href && it.getAttribute("href") === href);
    [...this.#seat.body.querySelectorAll("[id], [href]")].find(same)?.focus({ preventScroll: true });
  }

  /** As attributes, address and reader want it. */
  #draw() {
    const { view, headingLevel } = this.#host;
    const event = this.#event || undefined;
    guard(() => this.#seat.widget.show(this.reading, this.#lang(), view, headingLevel, event, event !== this.#given));
  }

  #lang() {
    let nearest;
    for (let node = this.#host; node && !nearest; node = node.getRootNode().host) {
      nearest = node.closest("[lang]:not([lang=''])")?.lang;
    }
    const wanted = [chosen.get(this.#host), nearest, ...navigator.languages];
    return this.reading.language(wanted.filter(Boolean));
  }

  /** An attribute of the element has changed. */
  changed(name) {
    if (name === "lang") chosen.delete(this.#host);
    if (name === "event") this.#event = this.#given = this.#host.event;
    if (this.#seat) this.#redraw();
  }

  has(event) {
    return this.reading.has(event);
  }

  /** Opens the event that the page's address names. */
  open(event) {
    // On their way to an address that the page itself does not have, browsers take the focus from its event.
    if (event === this.#told) return this.#host.shadowRoot?.getElementById(event)?.focus({ preventScroll: true });
    [this.#event, this.#given] = [event];
    this.#redraw();
  }

  /** Draws where nobody waits for the outcome; a trap has been told to everybody concerned. */
  #redraw() {
    try {
      this.#draw();
    } catch (error) {
      if (error !== dead) throw error;
    }
  }

  /** What the reader did. */
  hear(kind, value, text) {
    if (kind === "drawn") this.#whenDrawn?.();
    else if (kind === "language") chosen.set(this.#host, value);
    else if (kind === "share") share(value);
    else if (kind === "take") take(value, text, this.#seat.body);
    else if (kind === "select") {
      this.#told = value;
      // The page is about to move there.
      this.#settle?.();
      // What the host has set itself is no news to it.
      const news = value !== this.#given;
      this.#given = undefined;
      if (news) this.#host.dispatchEvent(new CustomEvent("explainer-select", { bubbles: true, composed: true, detail: { event: value } }));
    }
  }

  /** Leaves the place to the static story. */
  end() {
    living.delete(this);
    if (!living.size) listen(removeEventListener);
    const seat = this.#seat;
    this.#seat = this.reading = undefined;
    this.#whenDrawn?.();
    if (!seat || dead) return;
    seat.owner = undefined;
    seat.widget.clear();
    spare.push(seat);
  }

  fail(error) {
    this.#fail(error);
  }
}

// ── What a browser need not do at once ──

/** Most of a story, in pieces. */
const pieces = (tree) => [...tree.querySelectorAll(".timeline li[data-index], .end > section, .sources li")];

/** Has a tree take its place without all of it being laid out at once: what is far from the reader arrives as high as its static
 * twin, and a few pieces in each frame are laid out in earnest. Nothing moves, for the heights are the same. Where nothing stood
 * before, the browser finds out what is near, and a guess will do for the rest; but not where the reader is beyond it, or on the way
 * there, nor in a frame, whose height is told to the page around it even where no frame is drawn. */
function spread(tree, twin, onTheWay) {
  const guess = !onTheWay && self === top && twin.getBoundingClientRect().top >= 0 && !tree.querySelector(".unbuilt");
  const [after, areas] = [pieces(tree), pieces(twin).map((piece) => piece.getBoundingClientRect())];
  const lang = (tree) => tree.querySelector(".explainer")?.lang;
  if (areas.length ? areas.length !== after.length || lang(tree) !== lang(twin) : !guess) return;
  const far = after.filter(({ style }, nth) => {
    const { top, bottom, height } = areas[nth] ?? {};
    if (bottom > -innerHeight && top < 2 * innerHeight) return false;
    style.contentVisibility = "auto";
    if (height) style.minHeight = `${height}px`;
    else style.containIntrinsicBlockSize = "16em";
    return true;
  });
  const settle = (count) => far.splice(0, count).forEach((piece) => piece.removeAttribute("style"));
  const next = () => {
    settle(10);
    // What has left the page is kept by nobody.
    if (far.length && tree.isConnected) requestAnimationFrame(next);
  };
  // The first frame is for what is near.
  requestAnimationFrame(() => requestAnimationFrame(next));
  return () => settle(far.length);
}

// ── What concerns the page as a whole, while a story lives in it ──

function listen(change) {
  change("hashchange", followAddress);
  change("error", noticeTrap);
}

const address = () => location.hash.slice(1);

const followAddress = () => claimant()?.open(address());

/** The first widget whose story has the event that the address names; none if the page itself has a place of this name. */
function claimant() {
  const id = address();
  const place = id && document.getElementById(id);
  if (!id || (place && !place.closest("explainer-widget"))) return;
  return [...living].find((life) => life.has(id));
}

/** A trap in a listener, timer or observer reaches nobody but the window. */
function noticeTrap({ error }) {
  if (isTrap(error) && error.stack.includes(new URL(import.meta.url).pathname.replace(/[^/]*$/, ""))) stop(error);
}

const isTrap = (error) => error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error?.message);

/** Calls the program. */
function guard(call) {
  if (dead) throw dead;
  try {
    return call();
  } catch (error) {
    if (isTrap(error)) stop(error);
    throw dead ?? error;
  }
}

function stop({ message }) {
  if (dead) return;
  const sentence = `the program has stopped (${message}). The static story is back; reload the page, and please report what led to this.`;
  dead = Object.assign(new Error(sentence), { cause: "trap" });
  for (const life of [...living]) life.fail(dead);
}

// ── What a reader takes along ──

/** An event's address: by the system's own means where there are fingers, else by the clipboard. */
function share(event) {
  const url = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
  url.hash = event;
  const shared = matchMedia("(pointer: coarse)").matches && navigator.share?.({ url: url.href });
  // Where a page may do neither, the link beside the button still has the address.
  (shared || navigator.clipboard?.writeText(url.href))?.catch(() => {});
}

const TYPES = { csv: "text/csv", json: "application/json", svg: "image/svg+xml", png: "image/png" };

/** A file. Pictures are made of the chart as it is shown; a PNG, where the page allows none, becomes an SVG. */
async function take(kind, text, body) {
  const pictured = kind === "svg" || kind === "png";
  const content = pictured ? picture(body.querySelector(".chart"), text) : text;
  let file = new Blob([content], { type: TYPES[pictured ? "svg" : kind] });
  if (kind === "png") file = (await raster(file).catch(() => {})) ?? file;
  const href = URL.createObjectURL(file);
  const ending = Object.keys(TYPES).find((ending) => TYPES[ending] === file.type);
  Object.assign(document.createElement("a"), { href, download: "chart." + ending }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

const SVG = "http://www.w3.org/2000/svg";
const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "color"];

/** The chart as a picture of its own: every line of text and every bar where it stands, in the colours it has. */
function picture(chart, caption) {
  const frame = chart.getBoundingClientRect();
  const svg = document.createElementNS(SVG, "svg");
  const put = (parent, name, attributes) => {
    const node = parent.appendChild(document.createElementNS(SVG, name));
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const paper = getComputedStyle(chart);
  const ground = put(svg, "rect", { width: "100%", height: "100%", fill: paper.backgroundColor });
  let bottom = 0;
  const line = (element, text) => {
    const [style, range] = [getComputedStyle(element), document.createRange()];
    range.selectNodeContents(element);
    const area = range.getBoundingClientRect();
    const size = parseFloat(style.fontSize);
    // Lines as the page breaks them; a picture breaks none.
    const perLine = Math.max(1, Math.floor((text.length * (frame.width - 32)) / Math.max(1, [...range.getClientRects()].reduce((sum, it) => sum + it.width, 0))));
    const lines = element === chart ? [text] : text.match(new RegExp(`.{1,${perLine}}`, "gsu")) ?? [];
    lines.forEach((part, nth) => {
      const y = (element === chart ? bottom + 20 : area.top - frame.top) + size * (1 + 1.5 * nth);
      put(svg, "text", { x: 16, y, fill: style.color, "font-family": style.fontFamily, "font-size": element === chart ? 11 : size, "font-weight": style.fontWeight }).textContent = part;
      bottom = Math.max(bottom, y);
    });
  };
  for (const element of chart.querySelectorAll(".title, .day, .sum, .measure")) line(element, element.textContent.trim());
  svg.append(...[...chart.querySelectorAll(".patterns defs")].map((it) => painted(it)));
  for (const bars of chart.querySelectorAll("svg.bars")) {
    const area = bars.getBoundingClientRect();
    const copy = svg.appendChild(painted(bars));
    for (const [key, value] of Object.entries({ x: area.left - frame.left, y: area.top - frame.top, width: area.width, height: area.height })) copy.setAttribute(key, value);
    bottom = Math.max(bottom, area.bottom - frame.top);
  }
  line(chart, caption);
  for (const it of [svg, ground]) it.setAttribute("height", bottom + 16);
  svg.setAttribute("width", frame.width);
  return new XMLSerializer().serializeToString(svg);
}

/** A copy that carries its looks with it. */
function painted(element) {
  const copy = element.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll("*")];
  [element, ...element.querySelectorAll("*")].forEach((original, nth) => {
    const style = getComputedStyle(original);
    for (const name of PAINT) copies[nth].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "aria-pressed"]) copies[nth].removeAttribute(name);
  });
  return copy;
}

async function raster(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done));
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
