// Makes the site that is measured: the release, and beside it the same story as plain HTML and in
// every peer, each in the same small article. Peers get their data inside their bundle, which
// spares them a request that ours makes, and only the parts of their library that they need.
//
//     node pages.mjs SITE RELEASE EXPORTS LIGHTHOUSE
//
// EXPORTS has what `explainer export timelinejs` made, LIGHTHOUSE the example with images: its
// prepared images and its static form.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import esbuild from "esbuild";

import { LARGEST_FOR_PEERS, SIZES, tell } from "./stories.mjs";

const [site, release, exports, lighthouse] = process.argv.slice(2);
const here = import.meta.dirname;
const bundled = "ai-rivalry";
const story = JSON.parse(await readFile(path.join(release, `stories/${bundled}.json`), "utf8"));
const exported = JSON.parse(
  await readFile(path.join(exports, `${bundled}.timelinejs.json`), "utf8"),
);

/** The bars of the story's first chart: what each actor has, as last known. */
function amounts() {
  const { measures } = story.charts[0];
  const mine = (actor) =>
    story.observations.filter((it) => it.actor === actor.id && measures.includes(it.measure));
  const latest = (all) => all.toSorted((a, b) => String(a.date).localeCompare(b.date)).at(-1)?.low;
  return story.actors
    .map((actor) => ({ name: actor.name.en, amount: latest(mine(actor)) }))
    .filter((it) => it.amount);
}

const RULES =
  "body { margin: 1rem auto; max-width: 60rem; font: 1rem/1.5 sans-serif } " +
  ".chart { max-width: 40rem }";

/**
 * An article around a widget. The host's style sheet is in the page, or linked as articles do it.
 */
function article(head, body, host = `<style>${RULES}</style>`) {
  return `<!doctype html><html lang="en"><meta charset="utf-8">\
<meta name="viewport" content="width=device-width">
<title>An article</title><link rel="icon" href="data:,">
${host}
${head}
<h1>An article</h1>
<p>A paragraph of the host’s own, before the widget.</p>
${body}
<p>A paragraph of the host’s own, after it.</p>
</html>`;
}

const script = (name) => `<script defer src="v/peers/${name}.js"></script>`;
const style = (name) => `<link rel="stylesheet" href="v/peers/${name}.css">`;
const loader = `<script type="module" src="explainer.js"></script>`;
const timelinejs = `<link rel="stylesheet" href="v/timelinejs/css/timeline.css">\
<script defer src="v/timelinejs/js/timeline.js"></script>`;
const canvas = `<div class="chart"><canvas id="chart"></canvas></div>`;

/**
 * The room that an element without children is given, as docs/embedding.md advises and
 * embed-code.html writes it; a peer's page has a height for its timeline or chart in the same way.
 */
const room = (height) =>
  `<style>explainer-widget { display: block; min-height: ${height} }</style>`;

/**
 * The same content with nothing but HTML, which no widget can beat: our own rendering without its
 * classes, drawings and roles.
 */
const plain = (rendered) =>
  rendered
    .replace(/<svg.*?<\/svg>/gs, "")
    .replace(/<[^>]*aria-hidden="true"[^>]*>[^<]*<\/\w+>/g, "")
    .replace(/<(\w+)((?:\s[^>]*?)?)(\s*\/?)>/g, (_, tag, attributes) => {
      const kept = /^(img|source)$/.test(tag) ? OF_IMAGES : /\shref="[^"]*"/g;
      return `<${tag}${(attributes.match(kept) ?? []).join("")}>`;
    });

/** The attributes with which plain HTML loads the same images as ours. */
const OF_IMAGES = /\s(?:src|srcset|sizes|type|alt|width|height|loading|decoding)="[^"]*"/g;

/** Windows in which the first screen needs more than its own style: see embed-code.js. */
const WIDE = "(min-width: 36em)";

/** Returns the link to our style sheet. */
const sheet = (media) => `<link rel="stylesheet" href="explainer.css" media="${media}">`;

async function pages() {
  const first = await readFile(path.join(release, "first.css"), "utf8");
  // As embed-code.html writes it.
  const staticFirst = (element) =>
    article(
      `<style>${first}</style>${sheet(WIDE)}${loader}`,
      `${element}${sheet(`not all and ${WIDE}`)}`,
    );
  // What an article would hold: the children of the visit page's element, not that page.
  const visit = await readFile(path.join(release, "index.en.html"), "utf8");
  const [, rendered] = visit.match(/<explainer-widget[^>]*>(.*)<\/explainer-widget>/s);
  const brief = await readFile(path.join(release, `stories/${bundled}.en.folded.html`), "utf8");
  const [, folded] = brief.match(/<main>(.*)<\/main>/s);
  const withImages = await readFile(path.join(lighthouse, "lighthouse.html"), "utf8");
  const all = {
    images: staticFirst(
      `<explainer-widget lang="en" src="lighthouse/lighthouse.json">
         ${withImages}</explainer-widget>`,
    ),
    "images-plain": article("", plain(withImages)),
    plain: article("", plain(rendered)),
    "plain-styled": article("", plain(rendered), `<link rel="stylesheet" href="host.css">`),
    folded: staticFirst(`<explainer-widget lang="en" fold>${folded}</explainer-widget>`),
    box: staticFirst(`<explainer-widget lang="en" height="720">${rendered}</explainer-widget>`),
    "static-first": staticFirst(`<explainer-widget lang="en">${rendered}</explainer-widget>`),
    bare: article(room("100vh") + loader, `<explainer-widget lang="en"></explainer-widget>`),
    iframe: article(
      "",
      `<iframe title="The story" src="embed.html" width="100%" height="800"></iframe>`,
    ),
    pair: article(
      `${timelinejs}${script("pair")}`,
      `<div id="timeline" style="height: 650px"></div>${canvas}`,
    ),
    vis: article(
      `${style("vis")}${script("vis")}`,
      `<div id="timeline"></div><div id="detail"></div>`,
    ),
    chrono: article(`${style("chrono")}${script("chrono")}`, `<div id="timeline"></div>`),
    "chart-ours": article(
      room("300px") + loader,
      `<explainer-widget lang="en" view="chart"></explainer-widget>`,
    ),
    "chart-chartjs": article(script("chartjs"), canvas),
  };
  for (const peer of ["echarts", "vega", "plot"]) {
    all[`chart-${peer}`] = article(
      script(peer),
      `<div id="chart" style="width: 380px; height: 300px"></div>`,
    );
  }
  for (const size of SIZES) {
    all[`scale-ours-${size}`] = article(
      loader,
      `<explainer-widget lang="en" loading="eager" src="scale/${size}.json"></explainer-widget>`,
    );
    if (size > LARGEST_FOR_PEERS) continue;
    all[`scale-vis-${size}`] = article(
      `${style("vis-large")}${script("vis-large")}`,
      `<div id="timeline" data-story="scale/${size}.timelinejs.json"></div>`,
    );
    all[`scale-timelinejs-${size}`] = article(
      `${timelinejs}${script("timelinejs-large")}`,
      `<div id="timeline" style="height: 650px" data-story="scale/${size}.timelinejs.json"></div>`,
    );
  }
  await Promise.all(
    Object.entries(all).map(([name, html]) => writeFile(path.join(site, `${name}.html`), html)),
  );
}

async function bundles() {
  const sources = [
    "pair",
    "vis",
    "chrono",
    "chartjs",
    "echarts",
    "vega",
    "plot",
    "vis-large",
    "timelinejs-large",
  ];
  const data = {
    name: "data",
    setup(build) {
      build.onResolve({ filter: /^story:/ }, ({ path }) => ({ path, namespace: "story" }));
      build.onLoad({ filter: /.*/, namespace: "story" }, ({ path }) => ({
        contents: JSON.stringify(path === "story:events" ? exported : amounts()),
        loader: "json",
      }));
    },
  };
  await esbuild.build({
    entryPoints: sources.map((name) =>
      path.join(here, "peers", name === "chrono" ? "chrono.jsx" : `${name}.js`),
    ),
    outdir: path.join(site, "v/peers"),
    bundle: true,
    minify: true,
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [data],
    logLevel: "error",
    nodePaths: [path.join(here, "node_modules")],
  });
  const root = path.dirname(
    createRequire(import.meta.url).resolve("@knight-lab/timelinejs/package.json"),
  );
  await cp(path.join(root, "dist"), path.join(site, "v/timelinejs"), {
    recursive: true,
    filter: (name) => !name.endsWith(".map"),
  });
}

/**
 * Puts the compressed twin beside every file that ships to a phone; what the release has already
 * stays.
 */
async function compress(folder) {
  const brotli = promisify(zlib.brotliCompress);
  const files = await readdir(folder, { recursive: true });
  const wanted = files.filter(
    (name) => /\.(html|js|css|json|svg|wasm)$/.test(name) && !name.startsWith("scale"),
  );
  await Promise.all(
    wanted
      .filter((name) => !files.includes(`${name}.br`))
      .map(async (name) => {
        const file = path.join(folder, name);
        await writeFile(`${file}.br`, await brotli(await readFile(file)));
      }),
  );
}

await rm(site, { recursive: true, force: true });
await cp(release, site, { recursive: true });
await mkdir(path.join(site, "scale"), { recursive: true });
for (const size of SIZES)
  await writeFile(path.join(site, `scale/${size}.json`), JSON.stringify(tell(size)));
for (const name of await readdir(exports))
  await cp(path.join(exports, name), path.join(site, "scale", name));
await writeFile(path.join(site, "host.css"), RULES);
await cp(lighthouse, path.join(site, "lighthouse"), { recursive: true });
await pages();
await bundles();
await compress(site);
