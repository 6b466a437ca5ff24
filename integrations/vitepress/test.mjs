// The example site, built with the npm package and opened.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { needs, rendered, root, run, target, testSite } from "../test/support.mjs";

const skip = needs("vitepress");

testSite({
  here: import.meta.dirname,
  skip,
  build: (cwd) => {
    cpSync(join(root, "integrations/package.json"), join(cwd, "package.json"));
    cpSync(join(root, "integrations/vite/explainer-vite.js"), join(cwd, "explainer-vite.js"));
    return run("vitepress", ["build"], { cwd });
  },
  out: ".vitepress/dist",
  pages: ["index.html"],
  below: "/magazine/",
});

test("scripts for browsers have no static story", { skip }, () => {
  const assets = join(target, "vitepress/.vitepress/dist/assets");
  const scripts = readdirSync(assets, { recursive: true }).map(String);
  const words = /class="ex-headline">([^<]+)</.exec(rendered())?.[1] ?? "";
  assert.ok(words.length > 5);
  for (const name of scripts.filter((name) => name.endsWith(".js"))) {
    assert.ok(!readFileSync(join(assets, name), "utf8").includes(words), `${name} has the story`);
  }
});
