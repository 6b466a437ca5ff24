// The example site, built with the npm package and opened.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, testSite } from "../test/support.mjs";

const here = import.meta.dirname;
const program = join(here, "node_modules/.bin/docusaurus");

testSite({
  here,
  skip: !existsSync(program) && "docusaurus not installed",
  build: (cwd) => {
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ name: "example", private: true }));
    return run(program, ["build"], { cwd, env: { DOCUSAURUS_DISABLE_TELEMETRY: "1" } });
  },
  out: "build",
  pages: ["index.html"],
  below: "/magazine/",
  tools: here,
});
