// The example site, built with the npm package and opened.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { needs, root, run, testSite } from "../test/support.mjs";

testSite({
  here: import.meta.dirname,
  skip: needs("svelte-kit", "vite"),
  build: (cwd) => {
    cpSync(join(root, "integrations/package.json"), join(cwd, "package.json"));
    cpSync(join(root, "integrations/vite/explainer-vite.js"), join(cwd, "explainer-vite.js"));
    return run("vite", ["build"], { cwd });
  },
  out: "build",
  pages: ["index.html", "deep/er/index.html"],
  below: "/magazine/",
});
