// The example site, built with the npm package and opened.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { needs, root, run, testSite } from "../test/support.mjs";

testSite({
  here: import.meta.dirname,
  skip: needs("eleventy"),
  build: (cwd) => {
    // It says that scripts are modules.
    cpSync(join(root, "integrations/package.json"), join(cwd, "package.json"));
    return run("eleventy", ["--output=public", "--pathprefix=/magazine/"], { cwd });
  },
  out: "public",
  pages: ["index.html"],
  below: "/magazine/",
});
