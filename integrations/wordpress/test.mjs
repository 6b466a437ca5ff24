// The plugin in a real WordPress, with an author who may not post any HTML.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "../test/support.mjs";

const here = import.meta.dirname;
const plugin = join(here, "explainer");
// `cargo xtask test --integrations` puts both there.
const wordpress = join(support.target, "tools/wordpress");
const sqlite = join(support.target, "tools/sqlite");

const noPhp = support.needs("php");
const skip =
  noPhp ||
  (!existsSync(join(wordpress, "wp-load.php")) && "the files of WordPress are not there") ||
  (!existsSync(join(sqlite, "db.copy")) && "WordPress has no SQLite");

test("PHP reads every script", { skip: noPhp }, () => {
  for (const folder of [plugin, join(here, "site")]) {
    const scripts = readdirSync(folder).filter((name) => name.endsWith(".php"));
    assert.ok(scripts.length >= 3);
    for (const script of scripts) support.succeed("php", ["-l", join(folder, script)]);
  }
});

/** A port that is free. */
const freePort = () =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

let address = "";
let server;
let log = "";

before(async () => {
  if (skip) return;
  const site = support.emptyFolder("wordpress");
  const content = join(site, "wp-content");
  mkdirSync(join(content, "plugins"), { recursive: true });
  mkdirSync(join(content, "uploads"));
  mkdirSync(join(site, "database"));
  symlinkSync(join(wordpress, "wp-content/themes"), join(content, "themes"));
  cpSync(plugin, join(content, "plugins/explainer"), { recursive: true });
  cpSync(
    join(support.installPackage(support.target), "release"),
    join(content, "plugins/explainer/widget"),
    {
      recursive: true,
    },
  );
  cpSync(sqlite, join(content, "plugins/sqlite-database-integration"), { recursive: true });
  const folder = join(content, "plugins/sqlite-database-integration");
  const drop = readFileSync(join(sqlite, "db.copy"), "utf8")
    .replaceAll("{SQLITE_IMPLEMENTATION_FOLDER_PATH}", folder)
    .replaceAll("{SQLITE_PLUGIN}", "sqlite-database-integration/load.php");
  writeFileSync(join(content, "db.php"), drop);
  // Written for a newer WordPress than Debian's, whose class has the same property.
  const database = join(folder, "wp-includes/sqlite/class-wp-sqlite-db.php");
  const property = "$allow_unsafe_unquoted_parameters = true;";
  const patched = readFileSync(database, "utf8").replace(
    `private ${property}`,
    `public ${property}`,
  );
  writeFileSync(database, patched);
  // WordPress looks only whether there is one here.
  writeFileSync(join(wordpress, "wp-content/db.php"), "<?php\n");
  cpSync(join(here, "site/wp-config.php"), join(wordpress, "wp-config.php"));
  // A release beside the plugin, for stories that were rendered before.
  const widget = join(content, "plugins/explainer/widget");
  const stories = support.emptyFolder("wordpress-stories");
  const examples = join(support.root, "examples");
  for (const name of ["women-in-computing.json", "yen-and-banks.json"]) {
    cpSync(join(examples, name), join(stories, name));
  }
  const illustrated = join(examples, "lighthouse.json");
  support.succeed(support.command(), ["prepare", illustrated, "--to", stories]);
  const release = [stories, "--out", join(content, "explainer"), "--widget", widget];
  support.succeed(support.command(), ["site", ...release]);

  address = `http://127.0.0.1:${await freePort()}`;
  const env = { SITE: site, SITE_URL: address, WORDPRESS: wordpress, EXPLAINER: support.command() };
  const installed = support.succeed("php", [join(here, "site/install.php")], { env });
  assert.match(installed.stdout, /installed \d/);
  log = join(site, "debug.log");
  const words = [
    "-S",
    address.slice("http://".length),
    "-t",
    wordpress,
    join(here, "site/router.php"),
  ];
  server = spawn(support.program("php"), words, {
    env: { ...process.env, ...env, PHP_CLI_SERVER_WORKERS: "3" },
    stdio: "ignore",
    detached: true,
  });
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) break;
    assert.ok(tries < 600, "the server of PHP does not answer");
    await new Promise((done) => setTimeout(done, 100));
  }
});

// With its workers.
after(() => server && process.kill(-server.pid));

/** Logs the author in; returns a function that asks with the cookies of the session. */
async function author() {
  const cookies = new Map([["wordpress_test_cookie", "WP%20Cookie%20check"]]);
  const ask = async (path, options = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...options.headers, cookie };
    const answer = await fetch(address + path, { redirect: "manual", ...options, headers });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      cookies.set(name, value);
    }
    return answer;
  };
  const login = new URLSearchParams({ log: "author", pwd: "secret", testcookie: "1" });
  const answer = await ask("/wp-login.php", { method: "POST", body: login });
  assert.equal(answer.status, 302, "the author cannot log in");
  return ask;
}

const PAGE = "/wp-admin/upload.php?page=explainer";

/** Sends a story by the form. */
async function send(ask, fields) {
  const form = await (await ask(PAGE)).text();
  const nonce = /name="_wpnonce" value="(\w+)"/.exec(form)?.[1];
  assert.ok(nonce, form);
  const body = new FormData();
  for (const [name, value] of Object.entries({ _wpnonce: nonce, explainer: "1", ...fields }))
    body.set(name, value);
  return (await ask(PAGE, { method: "POST", body })).text();
}

/** Publishes a post; returns its content as it was stored, and its address. */
async function publish(ask, content) {
  const nonce = await (await ask("/wp-admin/admin-ajax.php?action=rest-nonce")).text();
  const answer = await ask("/?rest_route=/wp/v2/posts&context=edit", {
    method: "POST",
    headers: { "X-WP-Nonce": nonce, "content-type": "application/json" },
    body: JSON.stringify({ title: "A post", status: "publish", content }),
  });
  const post = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(post));
  return { raw: post.content.raw, link: post.link };
}

const text = readFileSync(support.story, "utf8");
let key = "";

test("an author adds a story, and one with errors is refused with its report", {
  skip,
}, async () => {
  const ask = await author();
  const refused = await send(ask, { json: readFileSync(support.mistakes, "utf8") });
  assert.match(refused, /error\[bad-date\]: `2020-10-32` does not exist/);
  assert.doesNotMatch(refused, /Added:/);
  const pasted = await send(ask, { json: text });
  key =
    /Added: <code>\[explainer story=&quot;(\d+)&quot;\]|Added: <code>\[explainer story="(\d+)"\]/
      .exec(pasted)
      ?.slice(1)
      .find(Boolean);
  assert.ok(key, pasted);
  const sent = await send(ask, { json: "", file: new Blob([text]) });
  assert.match(sent, /Added: /);
  assert.match(sent, /yen-and-banks/);
});

test("a post of the author has the whole story by a block, and it becomes live", {
  skip,
}, async () => {
  const ask = await author();
  const attributes = JSON.stringify({ story: key, lang: "en" });
  const block = `<!-- wp:explainer/story ${attributes} /-->`;
  const { raw, link } = await publish(
    ask,
    `${block}\n\n<script>alert(1)</script><explainer-widget>no</explainer-widget>`,
  );
  assert.ok(raw.includes(block));
  assert.doesNotMatch(raw, /<script|<explainer-widget/, "the author may post any HTML after all");
  support.holdsStory(await (await fetch(link)).text());
  if (!support.needs("chromedriver")) await support.becomesLiveAt(link);
});

test("a shortcode shows a story of the release, which becomes live", { skip }, async () => {
  const { link } = await publish(
    await author(),
    'Before.\n\n[explainer story="yen-and-banks" lang="en"]\n\nAfter.',
  );
  const html = await (await fetch(link)).text();
  const at = `${address}/wp-content/explainer/stories/yen-and-banks.{lang}.html`;
  const words = ["render", support.story, "--lang=en", `--languages-at=${at}`];
  const story = support.succeed(support.command(), words).stdout.trim();
  assert.equal(support.count(html, story), 1, "the page does not hold the story once");
  assert.equal(support.count(html, 'type="module"'), 1, "the script is there once");
  assert.ok(
    html.indexOf("explainer.css") < html.indexOf("</head>"),
    "the style sheet is not in the head",
  );
  if (!support.needs("chromedriver")) await support.becomesLiveAt(link);
});

test("a wrong key shows readers nothing and authors the reason", { skip }, async () => {
  const ask = await author();
  const { link } = await publish(
    ask,
    '[explainer story="../../wp-config"] [explainer story="999999"]',
  );
  assert.doesNotMatch(await (await fetch(link)).text(), /explainer-widget|there is no story/);
  const own = await (await ask(link.slice(address.length))).text();
  assert.match(own, /there is no story “\.\.\/\.\.\/wp-config”/);
});

test("visitors and subscribers add no story", { skip }, async () => {
  const answer = await fetch(address + PAGE, { redirect: "manual" });
  assert.equal(answer.status, 302);
  assert.match(answer.headers.get("location"), /wp-login\.php/);
});

test("PHP has complained of nothing in the plugin", { skip }, () => {
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  assert.deepEqual(
    lines.filter((line) => line.includes("plugins/explainer/")),
    [],
  );
});
