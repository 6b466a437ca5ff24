// The page in a frame. Its address names what it shows (?story= &lang= &view= &theme= &event=
// &fold). It reports its height to the framing page in the protocols that different systems
// understand. It needs neither an origin nor storage, so it works in <iframe
// sandbox="allow-scripts">.

import "./explainer.js";

const widget = /** @type {import("../element/explainer.js").ExplainerWidgetElement} */ (
  document.getElementById("widget")
);
const canonical = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]"));
const asked = new URLSearchParams(location.search);
// WordPress puts its secret into the fragment: #?secret=…
const secret = new URLSearchParams(location.hash.replace(/^#\?/, "")).get("secret");
const BUNDLED = "ai-rivalry";

/**
 * Returns a parameter of the address if it is a plain name.
 * @param {string} name
 */
function askedName(name) {
  const value = asked.get(name);
  return value && /^[\w-]+$/.test(value) ? value : undefined;
}

// A story is named, not addressed: a frame of ours shows only stories beside it.
const story = askedName("story") ?? BUNDLED;
const lang = askedName("lang") ?? (navigator.language.startsWith("ja") ? "ja" : "en");

if (story !== BUNDLED) widget.src = `stories/${story}.json`;
document.documentElement.lang = lang;
widget.view = asked.get("view") ?? "";
widget.theme = asked.get("theme") ?? "";
widget.toggleAttribute("fold", asked.has("fold"));
const askedEvent = asked.get("event");
if (askedEvent) location.hash = askedEvent;
const theme = asked.get("theme");
if (theme !== null) document.documentElement.dataset.theme = theme;
const home = lang === "ja" ? "./" : "index.en.html";
canonical.href = story === BUNDLED ? home : `stories/${story}.${lang}.html`;
document.documentElement.classList.toggle("inside", Boolean(secret));

/**
 * Shows the static story until the live one is ready. A document that is requested this way runs no
 * scripts.
 */
function showStatic() {
  const request = new XMLHttpRequest();
  request.open(
    "GET",
    `stories/${story}.${lang}${widget.hasAttribute("fold") ? ".folded" : ""}.html`,
  );
  request.responseType = "document";
  request.onload = () => {
    /** @type {Document | null} */
    const page = request.response;
    const html = page?.querySelector("[data-part=explainer]");
    if (!page || !html || request.status !== 200) return;
    document.title = page.title;
    // Its links are relative to its own folder, which is not the folder of this page.
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
      html.querySelectorAll("a[hreflang]")
    )) {
      link.href = new URL(link.getAttribute("href") ?? "", request.responseURL).href;
    }
    widget.replaceChildren(document.adoptNode(html));
  };
  request.send();
}

// A part of the story has no static page of its own.
if (widget.view === "all") showStatic();
widget.loading = "eager";

// ── The frame ──

/** @param {unknown} message */
const send = (message) => parent.postMessage(message, "*");

/** @type {number | undefined} */
let sentHeight;

function sendHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === sentHeight || !height) return;
  sentHeight = height;
  // A height is no secret, and a frame cannot know which page it is in.
  send({ explainer: "height", height });
  send({ sentinel: "amp", type: "embed-size", height });
  send(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
}

function sendHeightToWordPress() {
  const content =
    widget.shadowRoot?.querySelector("[data-part=explainer]") ?? widget.firstElementChild;
  const value = Math.min(1000, Math.ceil(content?.getBoundingClientRect().height ?? 600));
  send({ message: "height", value, secret });
}

if (parent !== window) {
  if (secret) {
    sendHeightToWordPress();
    widget.addEventListener("explainer-ready", sendHeightToWordPress);
  } else {
    new ResizeObserver(sendHeight).observe(document.body);
  }
  send({ sentinel: "amp", type: "embed-ready" });
  send({ explainer: "hello" });
  addEventListener("message", onMessage);
  widget.addEventListener("explainer-select", ({ detail }) => sendSelection(detail.event));
}

/**
 * Reports where an event is, to a page whose frame does not scroll itself.
 * @param {string} event
 */
function sendSelection(event) {
  const element = widget.shadowRoot?.getElementById(event);
  if (!element) return;
  const top = Math.round(element.getBoundingClientRect().top + scrollY);
  send({ explainer: "select", event, top });
}

/**
 * The framing page sends its address, so that links lead to it, and the event that its address
 * names.
 * @param {MessageEvent} message
 */
async function onMessage({ source, data }) {
  if (source !== parent || data?.explainer !== "open") return;
  const { event, page } = data;
  if (typeof page === "string" && /^https?:/.test(page)) canonical.href = page;
  if (typeof event !== "string") return;
  widget.event = event;
  await widget.ready;
  // The event is open, and the frame has its new height, two frames later.
  requestAnimationFrame(() => requestAnimationFrame(() => sendSelection(event)));
}
