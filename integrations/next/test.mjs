// The example site, built with the npm package and opened: with both bundlers of Next.js.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { needs, root, run, testSite } from "../test/support.mjs";

const here = import.meta.dirname;

for (const bundler of ["--turbopack", "--webpack"]) {
  testSite({
    here,
    skip: needs("next"),
    build: (cwd) => {
      cpSync(join(root, "integrations/package.json"), join(cwd, "package.json"));
      cpSync(join(here, "route.js"), join(cwd, "app/stories/[...path]/route.js"));
      return run("next", ["build", bundler], { cwd, env: { NEXT_TELEMETRY_DISABLED: "1" } });
    },
    out: "out",
    pages: ["index.html"],
    below: "/magazine/",
  });
}
