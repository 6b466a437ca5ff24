// The page in a frame. The address says what to show (?story= &lang= &view= &theme= &event=); the height is told
// to whoever frames it, in the words that they understand. It needs neither an origin nor storage, so it works
// in <iframe sandbox="allow-scripts">.

import "./explainer.js";

const widget = document.getElementById("widget");
const asked = new URLSearchParams(location.search);
// WordPress puts its secret where an event would stand: #?secret=…
const secret = new URLSearchParams(location.hash.replace(/^#\?/, "")).get("secret");
const BUNDLED = "ai-rivalry";

/** A story is named, not addressed: a frame of ours shows only what lies beside it. */
const story = /^[\w-]+$/.test(asked.get("story") ?? "") ? asked.get("story") : BUNDLED;
const lang = /^[\w-]+$/.test(asked.get("lang") ?? "") ? asked.get("lang") : navigator.language.startsWith("ja") ? "ja" : "en";

if (story !== BUNDLED) widget.src = `stories/${story}.json`;
document.documentElement.lang = lang;
for (const name of ["view", "theme"]) widget[name] = asked.get(name);
// Who asks for an event by the frame's address wants to see it.
if (asked.get("event")) location.hash = asked.get("event");
if (asked.has("theme")) document.documentElement.dataset.theme = asked.get("theme");
document.querySelector("link[rel=canonical]").href = story === BUNDLED ? (lang === "ja" ? "./" : "index.en.html") : `stories/${story}.${lang}.html`;
document.documentElement.classList.toggle("inside", Boolean(secret));

/** The static story, as long as the living one is not there. A request for a document parses it, without scripts. */
function showStatic() {
  const request = new XMLHttpRequest();
  request.open("GET", `stories/${story}.${lang}.html`);
  request.responseType = "document";
  request.onload = () => {
    const html = request.response?.querySelector(".explainer");
    if (!html || request.status !== 200) return;
    document.title = request.response.title;
    // Its links lead to its own neighbours, which are one folder away from here.
    for (const link of html.querySelectorAll("a[hreflang]")) link.href = new URL(link.getAttribute("href"), request.responseURL).href;
    widget.replaceChildren(document.adoptNode(html));
  };
  request.send();
}

// A part of the story has no static page of its own.
if (widget.view === "all") showStatic();
widget.loading = "eager";

// ── The frame ──

const send = (message) => parent.postMessage(message, "*");

let told;
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === told || !height) return;
  told = height;
  // A height is no secret, and a frame cannot know whose it is.
  send({ explainer: "height", height });
  send({ sentinel: "amp", type: "embed-size", height });
  send(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
}

function greetWordPress() {
  const content = widget.shadowRoot?.querySelector(".explainer") ?? widget.firstElementChild;
  const value = Math.min(1000, Math.ceil(content?.getBoundingClientRect().height ?? 600));
  send({ message: "height", value, secret });
}

if (parent !== window) {
  if (secret) {
    greetWordPress();
    addEventListener("explainer-ready", greetWordPress);
  } else {
    new ResizeObserver(tellHeight).observe(document.body);
  }
  send({ sentinel: "amp", type: "embed-ready" });
  send({ explainer: "hello" });
  addEventListener("message", hear);
  addEventListener("explainer-select", ({ detail }) => tellPlace(detail.event));
}

/** Where an event is, for a page around a frame that does not scroll itself. */
function tellPlace(event) {
  const place = widget.shadowRoot?.getElementById(event);
  if (place) send({ explainer: "select", event, top: Math.round(place.getBoundingClientRect().top + scrollY) });
}

/** The framing page says where it is, so that links lead to it, and which event its own address names. */
async function hear({ source, data }) {
  if (source !== parent || data?.explainer !== "open") return;
  const { event, page } = data;
  if (typeof page === "string" && /^https?:/.test(page)) document.querySelector("link[rel=canonical]").href = page;
  if (typeof event !== "string") return;
  widget.event = event;
  await widget.ready;
  // The event is open, and the frame has grown, two frames of the screen later.
  requestAnimationFrame(() => requestAnimationFrame(() => tellPlace(event)));
}
