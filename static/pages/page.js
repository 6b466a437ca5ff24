// The pages around an explainer, one for each language. This is a classic script, because modules
// do not run in a page that was opened from a file, where a note has to be shown.

(() => {
  /** @type {Record<string, string>} */
  const pages = { ja: "./", en: "index.en.html" };
  const wanted = new URLSearchParams(location.search).get("lang");
  const page = pages[wanted ?? ""];
  if (page && wanted !== document.documentElement.lang) location.replace(page + location.hash);
  const note = document.getElementById("from-file");
  if (note && location.protocol === "file:") note.hidden = false;
})();
