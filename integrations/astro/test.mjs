// The example site, built with the npm package and opened.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { needs, root, run, testSite } from "../test/support.mjs";

testSite({
  here: import.meta.dirname,
  skip: needs("astro"),
  build: (cwd) => {
    cpSync(join(root, "integrations/package.json"), join(cwd, "package.json"));
    cpSync(join(root, "integrations/vite/explainer-vite.js"), join(cwd, "explainer-vite.js"));
    return run("astro", ["build"], { cwd, env: { ASTRO_TELEMETRY_DISABLED: "1" } });
  },
  out: "dist",
  pages: ["index.html"],
  below: "/magazine/",
});
