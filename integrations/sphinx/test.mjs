// The example site, in reStructuredText and in Markdown, built with the Python package and opened.

import { python } from "../test/python.mjs";
import { needs, run, testSite } from "../test/support.mjs";

testSite({
  here: import.meta.dirname,
  skip: needs("sphinx-build"),
  build: (cwd) =>
    run("python", ["-m", "sphinx", "-W", "-q", ".", "_build"], { cwd, env: python("sphinx") }),
  out: "_build",
  pages: ["index.html", "more/markdown.html"],
  below: "/magazine/",
  tools: false,
  images: false,
});
