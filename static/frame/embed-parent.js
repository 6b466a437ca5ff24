// For a page with explainers in frames: gives every frame the height of its content, and passes
// events between the page's address (#event-id) and the frames. Link it once, anywhere: <script
// type="module" src="https://HOST/embed-parent.js"></script>

const home = new URL("embed.html", import.meta.url);
const MIN = 100;
const MAX = 60_000;

/**
 * Returns the frame of ours that a message comes from. A sandboxed frame has no origin to compare,
 * but a window.
 * @param {MessageEventSource | null} source
 */
const frameOf = (source) =>
  [...document.querySelectorAll("iframe")].find((frame) => {
    const { origin, pathname } = new URL(frame.src || "about:blank", document.baseURI);
    const isOurs = origin === home.origin && pathname === home.pathname;
    return source && frame.contentWindow === source && isOurs;
  });

/** @param {HTMLIFrameElement} frame */
function open(frame) {
  const event = location.hash.slice(1);
  const page = location.origin + location.pathname + location.search;
  frame.contentWindow?.postMessage({ explainer: "open", page, ...(event && { event }) }, "*");
}

function openAll() {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frameOf(frame.contentWindow)) open(frame);
  }
}

addEventListener("message", ({ source, data }) => {
  const frame = typeof data?.explainer === "string" && frameOf(source);
  if (!frame) return;
  const { explainer: kind, height, event, top } = data;
  if (kind === "hello") open(frame);
  if (kind === "height" && Number.isFinite(height)) {
    frame.height = String(Math.min(MAX, Math.max(MIN, Math.ceil(height))));
  }
  if (kind === "select" && /^[\w.-]{1,80}$/.test(event)) {
    history.replaceState(history.state, "", `#${event}`);
    if (Number.isFinite(top)) {
      const inFrame = Math.min(MAX, Math.max(0, top));
      scrollTo({ top: frame.getBoundingClientRect().top + scrollY + inFrame });
    }
  }
});

addEventListener("hashchange", openAll);

// A frame that loaded before this script has sent its greeting without a receiver.
openAll();
