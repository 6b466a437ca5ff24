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
// WebKit says this if the height of an observed element changes twice in one frame. The observer is
// called again in the next frame, so nothing is lost.
const TWICE = "ResizeObserver loop completed with undelivered notifications.";
// With `capture`, because the events of files that fail to load do not bubble.
addEventListener(
  "error",
  (event) => {
    if (event.message !== TWICE) {
      note("error", event.message ?? event.target.outerHTML.slice(0, 200));
    }
  },
  true,
);
addEventListener("unhandledrejection", (event) => note("rejection", event.reason));
document.addEventListener("securitypolicyviolation", (event) =>
  note("policy", `${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`),
);
