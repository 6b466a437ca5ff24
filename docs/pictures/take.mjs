// Takes the pictures of the documents from `dist/`: `cargo xtask dist`, then
// `node docs/pictures/take.mjs`, with the beginnings of the names of those that are wanted, such as
// `studio`; without any, all are taken.
// Needs Chromium (or the program that CHROMIUM names), ImageMagick's `convert` and poppler's
// `pdftoppm`. Speaks to the browser through a pipe (the Chrome DevTools Protocol), so it needs no
// package.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../../dist");

/**
 * Events with which all actors of the chart have a bar; the first with enough below it to fill a
 * wide window.
 */
const EVENTS = { wide: "damages-claim", narrow: "rebel-alliance" };

/**
 * Each picture: a page, the size of its window and what a reader has set. With `first`, it is the
 * first screen; else an event is at the top. With `whole`, it is as high as the page. With
 * `studio`, it is the studio's desk with this event. With `widths`, windows of these widths are
 * side by side; with `unfold`, all events of a folded story are shown.
 */
const pictures = [
  ...["light", "dark"].flatMap((scheme) =>
    ["ja", "en"].flatMap((lang) => [
      { name: `desktop-${lang}-${scheme}`, lang, scheme, width: 1280, height: 860 },
      { name: `phone-${lang}-${scheme}`, lang, scheme, width: 412, height: 915, touch: true },
    ]),
  ),
  ...["ja", "en"].flatMap((lang) => [
    { name: `first-phone-${lang}`, lang, scheme: "light", width: 412, height: 915, first: true },
    {
      name: `folded-phone-${lang}`,
      page: `embed.html?story=ai-rivalry&lang=${lang}&fold`,
      scheme: "light",
      width: 412,
      height: 915,
      first: true,
      whole: true,
    },
  ]),
  ...["ja", "en"].flatMap((lang) =>
    ["first", "folded", "unfolded", "box"].map((state) => ({
      name: `article-${state}-${lang}`,
      page: `/article.html?${new URLSearchParams({ lang, state })}`,
      scheme: "light",
      widths: [320, 412, 720, 1280],
      height: state === "unfolded" ? 2400 : 1000,
      first: true,
      unfold: state === "unfolded",
    })),
  ),
  { name: "forced-colours", lang: "en", scheme: "dark", forced: true, width: 1280, height: 860 },
  // The desk of the studio with the bundled story and the form of one of its events.
  ...["ja", "en"].map((lang) => ({
    name: `studio-${lang}`,
    studio: EVENTS.wide,
    page: `studio.html?lang=${lang}`,
    scheme: "light",
    width: 1280,
    height: 860,
  })),
];
const wanted = process.argv.slice(2);
const isWanted = (name) => !wanted.length || wanted.some((start) => name.startsWith(start));

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** The attributes of the element in each state of an article. */
const STATES = { first: "", folded: "fold", unfolded: "fold", box: 'height="720"' };

/**
 * Returns an article with the story in it, as a host's page has it.
 * @param {URLSearchParams} query
 */
function article(query) {
  const lang = query.get("lang");
  const [before, after] =
    lang === "ja"
      ? ["記事の本文は、この図解の前まで続きます。", "本文は、ここから再び始まります。"]
      : ["The text of the article comes before the explainer.", "Here the text goes on."];
  return `<!doctype html><html lang=${lang}><meta charset=utf-8>
    <meta name=viewport content="width=device-width"><title>Article</title>
    <style>body { max-width: 60rem; margin: 1rem auto; padding: 0 1rem; font: 1.1rem/1.6 serif }
    </style><script type=module src=/explainer.js></script><p>${before}</p>
    <div><explainer-widget loading=eager ${STATES[query.get("state")]}></explainer-widget></div>
    <p>${after}</p></html>`;
}

function serve() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const path = normalize(pathname);
    if (path === "/article.html") {
      response.writeHead(200, { "Content-Type": "text/html" }).end(article(searchParams));
      return;
    }
    try {
      const file = join(dist, path.endsWith("/") ? `${path}index.html` : path);
      const body = readFileSync(file);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

class Browser {
  #profile = mkdtempSync(join(tmpdir(), "pictures-"));
  #waiting = new Map();
  #last = 0;

  constructor() {
    const options = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--remote-debugging-pipe",
      `--user-data-dir=${this.#profile}`,
    ];
    this.process = spawn(process.env.CHROMIUM ?? "chromium", options, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const [, , , to, from] = this.process.stdio;
    this.to = to;
    let rest = "";
    from.setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages.map(JSON.parse)) this.#waiting.get(message.id)?.(message);
    });
  }

  async send(method, params = {}) {
    const id = ++this.#last;
    const answer = new Promise((done) => this.#waiting.set(id, done));
    this.to.write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async open() {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    ({ sessionId: this.session } = await this.send("Target.attachToTarget", {
      targetId,
      flatten: true,
    }));
    await this.send("Page.enable");
  }

  /** What a script in the page comes to. */
  async ask(script) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression: `(async () => { ${script} })()`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }

  async end() {
    const ended = new Promise((done) => this.process.on("exit", done));
    this.process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 9 });
  }
}

/** The page, once it lives, the event's card is at the top, and the chart shows the last day. */
async function visit(browser, home, picture) {
  const { lang, scheme, forced, width, height, touch = false, first = false } = picture;
  const { page = lang === "ja" ? "" : "index.en.html" } = picture;
  await browser.send("Emulation.setDeviceMetricsOverride", {
    width,
    height,
    deviceScaleFactor: touch ? 2 : 1,
    mobile: touch,
  });
  await browser.send("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
      { name: "forced-colors", value: forced ? "active" : "none" },
    ],
  });
  await browser.send("Page.navigate", { url: "about:blank" });
  const event = touch ? EVENTS.narrow : EVENTS.wide;
  await browser.send("Page.navigate", {
    url: new URL(page, home).href + (first ? "" : `#${event}`),
  });
  if (picture.studio) {
    await browser.ask(desk(picture.studio));
    return;
  }
  await browser.ask(`
    while (document.readyState !== "complete") await new Promise((done) => setTimeout(done, 20));
    const widget = document.querySelector("explainer-widget");
    while (!widget?.ready) await new Promise((done) => setTimeout(done, 20));
    await widget.ready;
    const rest = () => new Promise((done) => setTimeout(done, 800));
    await rest();
    if (${picture.unfold ?? false}) {
      widget.shadowRoot.querySelector(".ex-unfold").click();
      await rest();
    }
    if (${first}) return;
    const { shadowRoot } = widget;
    const range = shadowRoot.querySelector(".ex-panel input[type=range]");
    if (!${touch}) range.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    // The card stops below the strip once that is there.
    while (${touch} && !shadowRoot.querySelector(".ex-mini-chart-place.ex-shown")) await rest();
    shadowRoot.activeElement?.blur();
    shadowRoot.getElementById("${event}").scrollIntoView();
    await rest();`);
}

/** Opens the example in the studio, and the form of one of its events. */
const desk = (event) => `
    const until = async (found) => {
      for (;;) {
        const it = found();
        if (it) return it;
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    (await until(() => document.querySelector("#example"))).click();
    await until(() => document.querySelector(".see[data-shown]"));
    const entries = await until(() => {
      const found = [...document.querySelectorAll(".outline .entry[data-place^='events/']")];
      return found.length > 20 && found;
    });
    const story = await (await fetch("stories/ai-rivalry.json")).json();
    const place = "events/" + story.events.findIndex((it) => it.id === "${event}");
    entries.find((it) => it.dataset.place === place).click();
    document.activeElement?.blur();
    const current = document.querySelector(".outline .entry[aria-current=true]");
    current.scrollIntoView({ block: "center" });
    await new Promise((done) => setTimeout(done, 1500));`;

const scratch = mkdtempSync(join(tmpdir(), "pictures-"));

/**
 * Writes a picture, or several side by side. Few colours make a small file; the pages have few.
 * @param {string} name
 * @param {Buffer[]} pngs
 */
function keep(name, pngs) {
  const to = join(here, `${name}.png`);
  const from = pngs.map((png, at) => {
    const file = join(scratch, `picture-${at}.png`);
    writeFileSync(file, png);
    return file;
  });
  const made = spawnSync(
    "convert",
    [
      ...from,
      ...(from.length > 1 ? ["-background", "#999", "-splice", "8x0", "+append"] : []),
      "-strip",
      "-dither",
      "None",
      "-colors",
      "96",
      "-define",
      "png:compression-level=9",
      `PNG8:${to}`,
    ],
    { stdio: "inherit" },
  );
  if (made.status !== 0) throw new Error("convert failed");
  console.log(`${name}.png: ${statSync(to).size} bytes`);
}

async function takePrint(home) {
  await visit(browser, home, { lang: "en", scheme: "light", width: 1280, height: 860 });
  const { data } = await browser.send("Page.printToPDF", {
    preferCSSPageSize: true,
    paperWidth: 8.27,
    paperHeight: 11.69,
  });
  const pdf = join(scratch, "paper.pdf");
  writeFileSync(pdf, Buffer.from(data, "base64"));
  const page = join(scratch, "paper");
  spawnSync("pdftoppm", ["-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile", pdf, page], {
    stdio: "inherit",
  });
  keep("print", [readFileSync(`${page}.png`)]);
}

const server = await serve();
const browser = new Browser();
try {
  const home = `http://127.0.0.1:${server.address().port}/`;
  await browser.open();
  for (const picture of pictures.filter(({ name }) => isWanted(name))) {
    const taken = [];
    for (const width of picture.widths ?? [picture.width]) {
      await visit(browser, home, { ...picture, width });
      const { data } = await browser.send("Page.captureScreenshot", {
        format: "png",
        captureBeyondViewport: Boolean(picture.whole),
      });
      taken.push(Buffer.from(data, "base64"));
    }
    keep(picture.name, taken);
  }
  if (isWanted("print")) await takePrint(home);
} finally {
  await browser.end();
  server.close();
  rmSync(scratch, { recursive: true, force: true });
}
