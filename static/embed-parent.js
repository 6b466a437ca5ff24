// For a page with explainers in frames: gives every frame the height of its content, and hands events in the
// page's address (#event-id) in, and those that readers open out. Link it once, anywhere:
// <script type="module" src="https://HOST/embed-parent.js"></script>

const home = new URL("embed.html", import.meta.url);
const MIN = 100;
const MAX = 60_000;

/** The frame of ours that a message comes from. A sandboxed frame has no origin to go by, but a window. */
const frameOf = (source) => [...document.querySelectorAll("iframe")].find((frame) => {
  const { origin, pathname } = new URL(frame.src || "about:blank", document.baseURI);
  return source && frame.contentWindow === source && origin === home.origin && pathname === home.pathname;
});

function open(frame) {
  const event = location.hash.slice(1);
  const page = location.origin + location.pathname + location.search;
  frame.contentWindow.postMessage({ explainer: "open", page, ...(event && { event }) }, "*");
}

addEventListener("message", ({ source, data }) => {
  const frame = typeof data?.explainer === "string" && frameOf(source);
  if (!frame) return;
  const { explainer: kind, height, event, top } = data;
  if (kind === "hello") open(frame);
  if (kind === "height" && Number.isFinite(height)) frame.height = Math.min(MAX, Math.max(MIN, Math.ceil(height)));
  if (kind === "select" && /^[\w.-]{1,80}$/.test(event)) {
    history.replaceState(history.state, "", "#" + event);
    if (Number.isFinite(top)) scrollTo({ top: frame.getBoundingClientRect().top + scrollY + Math.min(MAX, Math.max(0, top)) });
  }
});

addEventListener("hashchange", () => {
  for (const frame of document.querySelectorAll("iframe")) if (frameOf(frame.contentWindow)) open(frame);
});

// A frame that was there before this script has said hello to nobody.
for (const frame of document.querySelectorAll("iframe")) if (frameOf(frame.contentWindow)) open(frame);
