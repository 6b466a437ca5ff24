// Records errors and warnings of a page, from before anything else runs. WebKitGTK's driver does
// not report them.
window.complaints = [];
const note = (kind, text) => window.complaints.push(`${kind}: ${text}`);
for (const kind of ["error", "warn"]) {
  const original = console[kind];
  console[kind] = (...words) => {
    note(`console.${kind}`, words.map((word) => word?.stack ?? String(word)).join(" "));
    original.apply(console, words);
  };
}
// Without scroll anchoring, which only WebKit lacks, static/element/anchor.js scrolls in the
// callback of its observer. If the height changes again in that frame, WebKit says this and calls
// the observer in the next frame, so nothing is lost. In the other browsers it stays a fault.
const TWICE = "ResizeObserver loop completed with undelivered notifications.";
const isKnown = ({ message }) => message === TWICE && !CSS.supports("overflow-anchor", "none");
// With `capture`, because the events of files that fail to load do not bubble.
addEventListener(
  "error",
  (event) => {
    if (!isKnown(event)) {
      note("error", event.message ?? event.target.outerHTML.slice(0, 200));
    }
  },
  true,
);
addEventListener("unhandledrejection", (event) => note("rejection", event.reason));
document.addEventListener("securitypolicyviolation", (event) =>
  note("policy", `${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`),
);
