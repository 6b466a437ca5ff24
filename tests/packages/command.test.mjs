// The command of the npm package prints what the native command prints, byte for byte: on both
// outputs, and with the same exit code.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { install } from "./install.mjs";

const root = join(import.meta.dirname, "../..");
const native = process.env.EXPLAINER ?? join(root, "target/debug/explainer");
const folder = mkdtempSync(join(tmpdir(), "explainer-package-"));
const program = join(folder, "node_modules/explainer-widget/bin/explainer.js");

install(join(folder, "node_modules/explainer-widget"));
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} file
 * @param {string[]} words
 * @param {string} [input] standard input
 */
function run(file, words, input = "") {
  const env = { PATH: process.env.PATH, COLUMNS: process.env.COLUMNS };
  const options = { cwd: root, input, env, maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync(file, words, options);
  assert.ifError(error);
  return { status, stdout, stderr: stderr.toString() };
}

/**
 * Compares both commands; returns the exit code and the output.
 * @param {string[]} words
 * @param {string} [input]
 */
function same(words, input) {
  const expected = run(native, words, input);
  const found = run(process.execPath, [program, ...words], input);
  const line = words.join(" ");
  assert.equal(found.stderr, expected.stderr, `standard error of ${line}`);
  assert.equal(found.status, expected.status, `exit code of ${line}`);
  assert.ok(found.stdout.equals(expected.stdout), `${line} prints something else`);
  return found;
}

/** @param {string} path a folder in the repository */
const jsonIn = (path) =>
  readdirSync(join(root, path))
    .filter((name) => /^[^.]+\.json$/.test(name))
    .map((name) => `${path}/${name}`);

const stories = ["static/stories", "examples", "tests/fixtures/stories"].flatMap(jsonIn);
assert.ok(stories.length > 5, `${stories.length} stories`);

for (const story of stories) {
  test(`reports of ${story}`, () => {
    for (const format of ["text", "json", "sarif"]) same(["check", story, "--format", format]);
    // An absolute path becomes an address in SARIF.
    same(["check", join(root, story), "--format", "sarif"]);
  });

  test(`${story} in every form and language`, () => {
    const { status } = same(["pack", story]);
    const { languages = [] } = status ? {} : JSON.parse(readFileSync(join(root, story), "utf8"));
    for (const lang of languages) {
      for (const format of ["html", "fragment", "svg"]) {
        same(["render", story, "--lang", lang, "--format", format]);
      }
      same(["render", story, "--lang", lang, "--format", "svg", "--size", "article"]);
      for (const to of ["timelinejs", "csv", "jsonld"]) same(["export", to, story, "--lang", lang]);
      const at = "https://www.example.org/e/";
      same(["render", story, "--lang", lang, "--format", "oembed", "--at", at]);
    }
  });
}

test("imports", () => {
  for (const file of jsonIn("tests/fixtures/timelinejs")) same(["import", "timelinejs", file]);
  const table = "date,title,source\n2015-12-11,創業,https://www.example.org/a\n";
  same(["import", "csv", "-"], table);
  same(["import", "auto", "-", "--lang", "en"], table);
  same(["import", "datawrapper", "-", "--currency", "JPY", "--date", "2025-06"], "a,b\nX,5\n");
  same(["import", "csv", "-"], "no table\n");
});

test("stories to start from, and the schema", () => {
  for (const words of [["new"], ["new", "my-story"], ["new", "a", "--lang", "ja"]]) same(words);
  const { stdout } = same(["new", "piped", "--lang", "pt-BR"]);
  assert.equal(same(["check", "-"], stdout.toString()).status, 0);
  same(["schema"]);
});

test("folders and standard input", () => {
  same(["check", "examples"]);
  same(["check", "examples/", "tests/fixtures", "--deny-warnings"]);
  same(
    ["render", "-", "--heading-level", "4", "--languages-at", "a.{lang}.html"],
    readFileSync(join(root, "examples/yen-and-banks.json"), "utf8"),
  );
});

test("failures", () => {
  const lines = [
    "check examples/none.json",
    "check static/styles",
    "render examples",
    "check examples/yen-and-banks.json --format xml",
    "render examples/yen-and-banks.json --lang fr",
    "render examples/yen-and-banks.json --format oembed",
    "render examples/yen-and-banks.json --format oembed --at javascript:alert(1)/",
    "render package.json",
    "export jsonld examples/yen-and-banks.json --at nowhere",
    "new My-Story",
    "import csv",
    "render --colour",
  ];
  for (const line of lines) assert.ok(same(line.split(" ")).status, line);
});

test("help of every command that both have", () => {
  for (const name of ["check", "render", "pack", "import", "export", "new", "schema", "site"]) {
    same([name, "--help"]);
  }
  same(["--version"]);
});

test("a picture in pixels needs the native command, and says so", () => {
  const words = ["render", "examples/yen-and-banks.json", "--format", "png"];
  const { status, stderr, stdout } = run(process.execPath, [program, ...words]);
  assert.equal(status, 2);
  assert.equal(stdout.length, 0);
  assert.match(stderr, /native command/);
});

test("a story of 5 MB does not exhaust the stack, and is refused in the same words", () => {
  const file = join(folder, "large.json");
  writeFileSync(file, `{"events":${"[".repeat(100_000)}${" ".repeat(5_000_000)}`);
  same(["check", file]);
});

test("a site is the same, file by file", () => {
  const sites = [join(folder, "native"), join(folder, "packaged")];
  const release = join(folder, "node_modules/explainer-widget/release");
  // The packaged command makes no images ready, so these are stories without.
  const stories = join(folder, "stories");
  for (const name of ["women-in-computing.json", "yen-and-banks.json"]) {
    cpSync(join(root, "examples", name), join(stories, name));
  }
  const words = ["site", stories, "--at", "https://www.example.org/e/", "--out"];
  const made = [
    run(native, [...words, sites[0], "--widget", release]),
    run(process.execPath, [program, ...words, sites[1]]),
  ];
  for (const { status, stderr } of made) assert.equal(status, 0, stderr);
  // Cards need fonts, which only the native command reaches; hashes differ between machines.
  const isSame = (/** @type {string} */ name) => !/\.png$|^\.explainer-site/.test(name);
  const [expected, found] = sites.map((site) =>
    readdirSync(site, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)))
      .filter(isSame)
      .sort(),
  );
  assert.deepEqual(found, expected);
  assert.ok(found.length > 20, `${found.length} files`);
  for (const name of found) {
    const [one, other] = sites.map((site) => readFileSync(join(site, name), "utf8"));
    // Only a page with a card names it.
    const withoutCard = one.replace(/<meta (property="og:image|name="twitter:card).*\n/g, "");
    assert.ok(withoutCard === other, name);
  }
  const again = run(process.execPath, [program, ...words, sites[1]]);
  assert.match(again.stdout.toString(), /: 0 made, [1-9]\d* unchanged, 0 with errors/);
});

test("copy writes what a page links", () => {
  const target = join(folder, "public/explainer");
  assert.equal(run(process.execPath, [program, "copy", target]).status, 0);
  const names = readdirSync(target, { recursive: true }).map(String);
  for (const name of ["explainer.js", "explainer.css"]) assert.ok(names.includes(name), name);
  assert.equal(names.filter((name) => name.endsWith(".wasm")).length, 2);
  assert.equal(run(process.execPath, [program, "copy"]).status, 2);
  assert.equal(run(process.execPath, [program, "copy", "--help"]).status, 0);
});
