// The example site, whose stories are rendered by the script, built with Hugo and opened.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as support from "../test/support.mjs";

const here = import.meta.dirname;
const skip = support.needs("hugo");
const hugo = (cwd) => support.run("hugo", [], { cwd });

/** Renders the stories of a site and gives it the widget's files, as the README says. */
function prepare(cwd) {
  mkdirSync(join(cwd, "assets"), { recursive: true });
  cpSync(join(cwd, "stories"), join(cwd, "assets/stories"), { recursive: true });
  const rendered = support.run("bash", [join(cwd, "stories.sh"), cwd], {
    env: { EXPLAINER: support.command() },
  });
  const release = join(support.installPackage(support.target), "release");
  cpSync(release, join(cwd, "static/explainer"), { recursive: true });
  return rendered;
}

support.testSite({
  here,
  skip,
  build: (cwd) => {
    const rendered = prepare(cwd);
    return rendered.status === 0 ? hugo(cwd) : rendered;
  },
  out: "public",
  pages: ["index.html"],
  below: "/magazine/",
  tools: false,
  images: false,
});

test("Hugo refuses a story that has changed since, that is missing, and another language", {
  skip,
}, () => {
  const cwd = support.exampleSite(here, support.story, false);
  assert.equal(prepare(cwd).status, 0);
  cpSync(support.mistakes, join(cwd, "assets/stories/yen-and-banks.json"));
  const changed = hugo(cwd);
  assert.notEqual(changed.status, 0);
  assert.match(
    changed.output,
    /_index\.md:7:1.*yen-and-banks\.json has changed or has errors: run stories\.sh/,
  );
  for (const [name, lang, words] of [
    ["nowhere", "en", /there is no assets\/stories\/nowhere\.json/],
    ["yen-and-banks", "fr", /yen-and-banks is not written in fr/],
  ]) {
    const folder = support.exampleSite(here, support.story, false);
    assert.equal(prepare(folder).status, 0);
    writeFileSync(
      join(folder, "content/_index.md"),
      `A page.\n\n{{< explainer "${name}" "${lang}" >}}\n`,
    );
    const result = hugo(folder);
    assert.notEqual(result.status, 0);
    assert.match(result.output, words);
  }
});

test("shellcheck has nothing to say", { skip: support.needs("shellcheck") }, () => {
  const result = support.run("shellcheck", [join(here, "stories.sh")]);
  assert.equal(result.status, 0, result.output);
});
