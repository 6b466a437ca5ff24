// The package as npm installs it: from its tarball, in an empty folder, without a DOM.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { tarball } from "./install.mjs";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "explainer-npm-"));
after(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
const options = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
execFileSync("npm", ["install", ...options, tarball()], { cwd: folder });

/**
 * Runs a module in the folder; returns what it prints.
 * @param {string} text
 */
function runModule(text) {
  const words = ["--input-type=module", "--eval", text];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder });
  assert.equal(stderr.toString(), "", text);
  assert.equal(status, 0, text);
  return JSON.parse(stdout.toString());
}

test("everything that the package exports can be imported without a DOM", () => {
  const { version, base, names } = runModule(`
    import { ExplainerWidget } from "explainer-widget";
    import * as node from "explainer-widget/node";
    ExplainerWidget.base = "/explainer";
    const { version, base } = ExplainerWidget;
    console.log(JSON.stringify({ version, base, names: Object.keys(node) }));
  `);
  const manifest = JSON.parse(
    readFileSync(join(folder, "node_modules/explainer-widget/package.json"), "utf8"),
  );
  assert.equal(version, manifest.version);
  assert.equal(base, "/explainer/");
  for (const name of ["check", "render", "pack", "importTable", "exportStory", "newStory"]) {
    assert.ok(names.includes(name), name);
  }
  const resolved = runModule(`
    const names = ["explainer-widget/explainer.css", "explainer-widget/custom-elements.json",
      "explainer-widget/release/explainer.js", "explainer-widget/package.json"];
    console.log(JSON.stringify(names.map((name) => import.meta.resolve(name))));
  `);
  for (const address of resolved) assert.ok(readFileSync(new URL(address)).length, address);
});

test("the functions check, render, pack, import and export", () => {
  const story = JSON.stringify(readFileSync(join(root, "examples/yen-and-banks.json"), "utf8"));
  const found = runModule(`
    import { check, exportStory, importTable, newStory, pack, render, schema }
      from "explainer-widget/node";
    const story = ${story};
    const imported = importTable({ name: "events.csv", content: "date,title\\n2015,A\\n" });
    let refused;
    try {
      render("{}");
    } catch ({ name, exitCode, message }) {
      refused = { name, exitCode, message };
    }
    console.log(JSON.stringify({
      correct: check(JSON.parse(story)),
      wrong: check('{ "fromat": 1 }', { name: "mine.json" }),
      html: render(story, { lang: "en", headingLevel: 3 }),
      packed: [...pack(story).slice(0, 5)],
      table: exportStory(story, { to: "csv", table: "amounts" }),
      imported,
      first: check(newStory("first")).errors,
      schema: schema().title,
      refused,
    }));
  `);
  assert.deepEqual([found.correct.errors, found.correct.warnings], [0, 0]);
  assert.equal(found.correct.report, "story.json: no problem\n");
  assert.ok(found.wrong.errors > 0 && found.wrong.report.includes("mine.json:1:3"));
  assert.equal(found.wrong.problems[0].line, 1);
  assert.match(found.html, /^<div lang="en".*<h3 part="headline"/s);
  assert.equal(String.fromCharCode(...found.packed), "story");
  assert.ok(found.table.text.includes("actor,measure,"));
  assert.equal(found.imported.story.events[0].date, "2015");
  assert.match(found.imported.summary, /^imported 1 event/);
  assert.ok(found.imported.notes.length > 0);
  assert.equal(found.first, 0);
  assert.match(found.schema, /^Story/);
  assert.equal(found.refused.name, "ExplainerError");
  assert.equal(found.refused.exitCode, 1);
  assert.match(found.refused.message, /missing-field/);
});

test("the images of a prepared story are listed, and its page names them", () => {
  const story = JSON.parse(readFileSync(join(root, "examples/yen-and-banks.json"), "utf8"));
  const words = Object.fromEntries(story.languages.map((lang) => [lang, "A dot"]));
  const files = [640, 1080].map((width) => `images/dot-0123456789-${width}.webp`);
  const plain = "images/dot-0123456789-640.png";
  const modern = `${files[0]} 640w, ${files[1]} 1080w`;
  const ready = { width: 1080, height: 720, modern, plain: `${plain} 640w` };
  story.events[0].media = [{ file: "dot.png", alt: words, credit: words, ready }];
  const found = runModule(`
    import { images, render } from "explainer-widget/node";
    const story = ${JSON.stringify(story)};
    const html = render(story, { imagesAt: "/pictures/" });
    console.log(JSON.stringify({ listed: images(story), html, none: images("{}") }));
  `);
  assert.deepEqual(found.listed, [...files, plain]);
  for (const file of found.listed) assert.ok(found.html.includes(`/pictures/${file}`), file);
  assert.deepEqual(found.none, []);
});

test("npx runs the command", () => {
  const run = (/** @type {string[]} */ ...words) =>
    execFileSync("npx", ["--no-install", "explainer", ...words], { cwd: folder });
  writeFileSync(join(folder, "my-story.json"), run("new", "my-story"));
  assert.equal(run("check", "my-story.json").toString(), "my-story.json: no problem\n");
  assert.match(run("render", "my-story.json").toString(), /^<div lang="en"/);
});

test("the package has no story, no path of the machine that built it, and every licence", () => {
  const own = join(folder, "node_modules/explainer-widget");
  const names = readdirSync(own, { recursive: true, withFileTypes: true });
  const files = names
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath ?? it.path, it.name));
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const path of [root, "/.cargo/registry", "ai-rivalry"]) {
      assert.ok(!bytes.includes(path), `${file} contains ${path}`);
    }
  }
  const licences = readFileSync(join(own, "LICENSES.md"), "utf8");
  assert.match(licences, /\| yew \| .* \| MIT OR Apache-2.0 \|/);
});

test("packing once more gives the same bytes", () => {
  const words = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  execFileSync("npm", words, { cwd: join(root, "target/npm") });
  const again = readFileSync(join(folder, basename(tarball())));
  assert.ok(again.equals(readFileSync(tarball())));
});

test("publint and attw find nothing", () => {
  const bin = join(import.meta.dirname, "node_modules/.bin");
  const run = (/** @type {string} */ name, /** @type {string[]} */ ...words) =>
    spawnSync(join(bin, name), words, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  const lint = run("publint", "--strict", join(folder, "node_modules/explainer-widget"));
  assert.equal(lint.status, 0, lint.stdout + lint.stderr);
  // A style sheet has no types.
  const excluded = ["./explainer.css", "./custom-elements.json"];
  const types = run(
    "attw",
    tarball(),
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    ...excluded,
  );
  assert.equal(types.status, 0, types.stdout + types.stderr);
});
