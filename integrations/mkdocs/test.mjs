// The example site, built with the Python package and opened.

import { python } from "../test/python.mjs";
import { needs, run, testSite } from "../test/support.mjs";

testSite({
  here: import.meta.dirname,
  skip: needs("mkdocs"),
  build: (cwd) =>
    run("python", ["-m", "mkdocs", "build", "--strict"], { cwd, env: python("mkdocs") }),
  out: "site",
  pages: ["index.html", "more/deeper/index.html"],
  below: "/magazine/",
  tools: false,
  images: false,
});
