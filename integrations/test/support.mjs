// What the tests of the integrations share: the programs, the npm package, a server and the
// browsers.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { basename, delimiter, dirname, extname, join, normalize } from "node:path";
import { test } from "node:test";

/** The repository. */
export const root = join(import.meta.dirname, "../..");
/** Where the tests build sites. */
export const target = join(root, "target/integrations");
/** A correct story in two languages, and one with errors. */
export const story = join(root, "examples/yen-and-banks.json");
export const mistakes = join(root, "tests/fixtures/stories/mistakes.json");

const places = [
  join(target, "python/bin"),
  join(root, "integrations/node_modules/.bin"),
  join(root, ".tools/bin"),
  ...(process.env.PATH ?? "").split(delimiter),
  "/usr/sbin",
];

/**
 * Returns where a program is, or `undefined`.
 * @param {string} name
 */
export const program = (name) =>
  places.map((at) => join(at, name)).find((path) => existsSync(path));

/**
 * The `skip` of a test that needs programs: the reason, or `false`.
 * @param {...string} names
 */
export function needs(...names) {
  const missing = names.filter((name) => !program(name));
  return missing.length > 0 && `${missing.join(" and ")} not installed`;
}

/**
 * Returns an empty folder.
 * @param {string} name
 */
export function emptyFolder(name) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Runs a program to its end, without the variables of a continuous integration of ours.
 * @param {string} name
 * @param {string[]} words
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, input?: string }} [options]
 */
export function run(name, words, { cwd = root, env = {}, input = "" } = {}) {
  const file = name.includes("/") ? name : (program(name) ?? name);
  const variables = { ...process.env, PATH: places.join(delimiter), ...env };
  // Otherwise a program that is itself tested by Node.js believes to be a test of ours.
  delete variables.NODE_TEST_CONTEXT;
  const options = { cwd, env: variables, input, encoding: "utf8", maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync(file, words, options);
  assert.ifError(error);
  return { status, stdout, stderr, output: stdout + stderr };
}

/**
 * The same, for what must succeed.
 * @type {typeof run}
 */
export function succeed(name, words, options) {
  const result = run(name, words, options);
  assert.equal(result.status, 0, `${name} ${words.join(" ")}\n${result.output}`);
  return result;
}

/** @returns {string} the tarball that `cargo xtask package npm` has written */
export function tarball() {
  const folder = join(root, "target");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.filter((name) => /^explainer-widget-.*\.tgz$/.test(name));
  assert.equal(found.length, 1, "run `cargo xtask package npm` first");
  return join(folder, found[0]);
}

/**
 * Installs the npm package into a folder's `node_modules`, as npm does.
 * @param {string} folder
 */
export function installPackage(folder) {
  const into = join(folder, "node_modules/explainer-widget");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  succeed("tar", ["-xzf", tarball(), "-C", into, "--strip-components=1"]);
  return into;
}

/** Makes a copy of the story with an image that is ready for readers; returns its file. */
function storyWithImage() {
  const folder = emptyFolder("with-image");
  const list = "images/dot-0123456789-1.png 1w";
  const told = JSON.parse(readFileSync(story, "utf8"));
  const words = (text) => Object.fromEntries(told.languages.map((lang) => [lang, text]));
  const ready = { width: 1, height: 1, modern: list, plain: list };
  const media = { file: "dot.png", alt: words("A dot"), credit: words("The magazine"), ready };
  told.events[0].media = [{ ...media, licence: "CC0" }];
  mkdirSync(join(folder, "images"));
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
  writeFileSync(join(folder, "images/dot-0123456789-1.png"), Buffer.from(dot, "base64"));
  const file = join(folder, "story.json");
  writeFileSync(file, JSON.stringify(told));
  return file;
}

/**
 * Makes a copy of an integration's example in which a story is `stories/yen-and-banks.json`, with
 * the npm package and the tools among its packages.
 * @param {string} here the folder of the integration
 * @param {string} from the story
 * @param {string | false} [tools] the folder whose `node_modules` have the tools
 */
export function exampleSite(here, from, tools = join(root, "integrations")) {
  const site = emptyFolder(basename(here));
  for (const name of readdirSync(here)) {
    if (/^(example|node_modules|README\.md|test\.mjs|package.*\.json)$/.test(name)) continue;
    cpSync(join(here, name), join(site, name), { recursive: true });
  }
  cpSync(join(here, "example"), site, { recursive: true });
  mkdirSync(join(site, "stories"), { recursive: true });
  cpSync(from, join(site, "stories/yen-and-banks.json"));
  const images = join(dirname(from), "images");
  if (existsSync(images)) cpSync(images, join(site, "stories/images"), { recursive: true });
  if (tools && existsSync(join(tools, "node_modules"))) {
    installPackage(tools);
    symlinkSync(join(tools, "node_modules"), join(site, "node_modules"));
  }
  return site;
}

/**
 * Returns the command `explainer`: that of the npm package, which the sites are built with, or the
 * one that the variable EXPLAINER names. The native command prints the same, but may be older or
 * newer than the package.
 */
export function command() {
  if (process.env.EXPLAINER) return process.env.EXPLAINER;
  const bin = join(installPackage(target), "bin/explainer.js");
  const starter = join(target, "explainer");
  writeFileSync(starter, `#!/bin/sh\nexec node "${bin}" "$@"\n`);
  chmodSync(starter, 0o755);
  return starter;
}

/**
 * Returns a story as static HTML, as the command prints it.
 * @param {string} [lang]
 * @param {string} [file] the story
 * @param {string} [by] the command
 */
export const rendered = (lang = "en", file = story, by = command()) =>
  succeed(by, ["render", file, "--lang", lang]).stdout.trim();

/** @param {string} html @param {string} part */
export const count = (html, part) => html.split(part).length - 1;

/**
 * Asserts that a page holds a story once, whole and as it was rendered, in an element within a
 * `<div>`.
 * @param {string} html
 * @param {string} [lang]
 */
export function holdsStory(html, lang = "en") {
  assert.equal(count(html, rendered(lang)), 1, `the page does not hold the story in ${lang} once`);
  // Svelte puts comments around the HTML that it takes over.
  const around = /<div[^>]*>(?:\s|<!--[^>]*-->)*<explainer-widget/;
  assert.match(html, around, "no <div> around the element");
}

/**
 * Asserts that a build has failed with the report of `explainer check`.
 * @param {{ status: number | null, output: string }} result
 * @param {string} [name] the file's name in the report
 */
export function failedWithReport({ status, output }, name = "mistakes.json") {
  assert.notEqual(status, 0, "a story with errors was published");
  const { stdout, stderr } = run(command(), ["check", mistakes]);
  const first = /^error\[[a-z-]+\]: .*$/m.exec(stdout + stderr);
  assert.ok(first, "the report of the check has no error");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals begin with it
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  assert.ok(plain.includes(first[0]), `the report is missing: ${first[0]}\n${plain}`);
  assert.ok(plain.includes(name), `the report does not name ${name}\n${plain}`);
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder on this machine.
 * @param {string} folder
 * @param {string} [below] the path below which it is served
 */
export async function serve(folder, below = "/") {
  const missing = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const within = pathname.startsWith(below) ? pathname.slice(below.length) : undefined;
    let path =
      within === undefined ? "" : join(folder, normalize(`/${decodeURIComponent(within)}`));
    if (path.endsWith("/") || !extname(path)) path = join(path, "index.html");
    if (within === undefined || !existsSync(path)) {
      missing.push(pathname);
      response.writeHead(404).end("not here");
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(readFileSync(path));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = server.address();
  return { at: `http://127.0.0.1:${port}${below}`, missing, close: () => server.close() };
}

const BROWSERS = {
  chromedriver: {
    browserName: "chrome",
    "goog:chromeOptions": { args: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"] },
  },
  geckodriver: {
    browserName: "firefox",
    "moz:firefoxOptions": { args: ["-headless"] },
  },
};

/**
 * Starts a driver and a browser. Only what the tests need of WebDriver.
 * @param {string} name
 */
async function start(name) {
  const driver = spawn(program(name), ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
  const port = await new Promise((done, fail) => {
    let words = "";
    driver.stdout.on("data", (data) => {
      words += data;
      const found = /(?:successfully on port |127\.0\.0\.1:)(\d+)/.exec(words);
      if (found) done(found[1]);
    });
    driver.on("exit", () => fail(new Error(`${name} has ended: ${words}`)));
  });
  const ask = async (path, body, method = "POST") => {
    const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${name}${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const capabilities = { alwaysMatch: { ...BROWSERS[name], timeouts: { script: 60_000 } } };
  try {
    const { sessionId } = await ask("", { capabilities });
    const end = async () => {
      await ask(`/${sessionId}`, undefined, "DELETE").catch(() => {});
      driver.kill();
    };
    return { ask: (path, body) => ask(`/${sessionId}${path}`, body), end };
  } catch (error) {
    driver.kill();
    throw error;
  }
}

// Answers when the first element shows its live story, or says why it does not.
const WAIT = `
  const done = arguments[arguments.length - 1];
  const first = () => document.querySelector("explainer-widget");
  if (!first() && !document.querySelector("script"))
    return done({ failed: "the page has no element" });
  let element = first();
  element?.scrollIntoView();
  const appears = async () => {
    while (!first()) await new Promise((next) => setTimeout(next, 50));
    element = first();
  };
  customElements.whenDefined("explainer-widget").then(appears).then(() => element.ready).then(
    () => done({
      headline: element.shadowRoot.querySelector(".ex-headline").textContent,
      children: element.children.length,
      styled: [...document.styleSheets].some(({ href }) => href?.includes("explainer")) ||
        [...document.styleSheets].some((sheet) => {
          try { return [...sheet.cssRules].some(({ cssText }) => cssText.includes("explainer")); }
          catch { return false; }
        }),
    }),
    (error) => done({ failed: String(error?.message ?? error) }),
  );
`;

/**
 * The tests of an integration that builds sites: a page holds the story, it becomes live, a story
 * with errors fails the build with the report of the check, and images are published.
 * @param {object} site
 * @param {string} site.here the folder of the integration
 * @param {string | false} site.skip
 * @param {(folder: string) => ReturnType<typeof run>} site.build
 * @param {string} site.out the folder of the built site
 * @param {string[]} site.pages its pages with the story
 * @param {string} [site.below] the path below which it is served
 * @param {string | false} [site.tools] the folder whose `node_modules` have the tools
 * @param {boolean} [site.images] false if the integration does not publish images
 */
export function testSite({ here, skip, build, out, pages, below = "/", tools, images = true }) {
  const withStory = (from) => {
    const folder = exampleSite(here, from, tools);
    return { folder, result: build(folder) };
  };
  test("a story with errors fails the build with its report", { skip }, () => {
    failedWithReport(withStory(mistakes).result, "yen-and-banks.json");
  });
  const noImages = !images && "the images of a story are copied by hand";
  test("the images of a story are published", { skip: skip || noImages }, () => {
    const { folder, result } = withStory(storyWithImage());
    assert.equal(result.status, 0, result.output);
    for (const page of pages) {
      const html = readFileSync(join(folder, out, page), "utf8");
      const [, address = ""] = / srcset="([^" ]*dot-0123456789-1\.png) /.exec(html) ?? [];
      assert.ok(address.startsWith(below), `the page has the image at “${address}”`);
      const file = join(folder, out, address.slice(below.length));
      assert.ok(existsSync(file), `${file} is missing`);
    }
  });
  test("the pages hold the story", { skip }, () => {
    const { folder, result } = withStory(story);
    assert.equal(result.status, 0, result.output);
    for (const page of pages) holdsStory(readFileSync(join(folder, out, page), "utf8"));
  });
  test("its story becomes live", { skip: skip || needs("chromedriver") }, async () => {
    const folder = join(target, basename(here), out);
    // By the address that readers have: a router may know no other.
    const addresses = pages.map((page) => page.replace(/index\.html$/, ""));
    for (const page of addresses) await becomesLive(folder, { page, below });
  });
}

/**
 * Opens a page in every browser that is there, and asserts that its story becomes a live one.
 * @param {string} folder the built site
 * @param {{ page?: string, below?: string, headline?: RegExp }} [options]
 */
export async function becomesLive(folder, { page = "", below = "/", headline = /yen/ } = {}) {
  const site = await serve(folder, below);
  try {
    await becomesLiveAt(`${site.at}${page}`, headline);
    const wanted = site.missing.filter((path) => !path.includes("favicon"));
    assert.deepEqual(wanted, [], "files that the page asks for are not there");
  } finally {
    site.close();
  }
}

/** @param {string} address @param {RegExp} [headline] */
export async function becomesLiveAt(address, headline = /yen/) {
  await inBrowsers(address, WAIT, (found, name) => {
    assert.equal(found.failed, undefined, `${name}: ${found.failed}`);
    assert.match(found.headline, headline);
    assert.ok(found.children > 0, `${name}: the static story is outside the element`);
    assert.ok(found.styled, `${name}: the static story has no style sheet`);
  });
}

const LOOK = `
  const headline = document.querySelector(".ex-headline");
  const done = arguments[arguments.length - 1];
  done({ headline: headline?.textContent, height: headline?.getBoundingClientRect().height,
    events: document.querySelectorAll(".ex-event").length,
    weight: headline && getComputedStyle(headline).fontWeight });
`;

/**
 * Asserts that a page shows the static story, in its style.
 * @param {string} address @param {RegExp} [headline]
 */
export async function staticIsShown(address, headline = /yen/) {
  await inBrowsers(address, LOOK, (found, name) => {
    assert.match(found.headline ?? "", headline, `${name}: no headline`);
    assert.ok(found.height > 10 && found.events > 5, `${name}: ${JSON.stringify(found)}`);
    assert.equal(found.weight, "700", `${name}: the story has no style`);
  });
}

/** Opens a page in every browser that is there, and asks it something. */
async function inBrowsers(address, script, judge) {
  for (const name of Object.keys(BROWSERS).filter(program)) {
    const browser = await start(name);
    try {
      await browser.ask("/url", { url: address });
      judge(await browser.ask("/execute/async", { script, args: [] }), name);
    } finally {
      await browser.end();
    }
  }
}
