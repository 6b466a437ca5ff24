// The pages around an explainer: one for each language. A classic script, since a module does not run in a
// page that was opened from a file, and there it has something to say.

(() => {
  const pages = { ja: "./", en: "index.en.html" };
  const wanted = new URLSearchParams(location.search).get("lang");
  if (Object.hasOwn(pages, wanted) && wanted !== document.documentElement.lang) {
    location.replace(pages[wanted] + location.hash);
  }
  if (location.protocol === "file:") document.getElementById("from-file").hidden = false;
})();
