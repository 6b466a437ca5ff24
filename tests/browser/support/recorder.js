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
// With `capture`, because the events of files that fail to load do not bubble.
addEventListener(
  "error",
  (event) => note("error", event.message ?? event.target.outerHTML.slice(0, 200)),
  true,
);
addEventListener("unhandledrejection", (event) => note("rejection", event.reason));
document.addEventListener("securitypolicyviolation", (event) =>
  note("policy", `${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`),
);
