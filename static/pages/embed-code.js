// The page that writes embed codes: it shows the chosen story, measures its height at several
// widths, and writes the code in every form. Everything that it inserts into itself is text.

/**
 * @typedef {{ id: string, languages: string[], title: Record<string, string> }} ListedStory
 * @typedef {{ version: string,
 *   files: Record<string, { path: string, integrity: string }> }} Manifest
 * @typedef {[from: number, height: number]} Height the height from a width of the window on, in
 *   pixels
 * @typedef {Record<"story" | "lang" | "view" | "theme" | "length" | "updates" | "first",
 *   HTMLSelectElement> & { width: HTMLInputElement }} Fields
 */

/**
 * @template {HTMLElement} T
 * @param {string} id
 */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

const home = new URL("./", import.meta.url).href;
/** @type {HTMLFormElement} */
const form = byId("form");
const { story, lang, view, theme, length, width, updates, first } = /** @type {Fields} */ (
  /** @type {unknown} */ (form.elements)
);

// ── The page's own language ──

const own = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "ja";
document.documentElement.lang = own;
/**
 * @param {string} ja
 * @param {string} en
 */
const words = (ja, en) => (own === "ja" ? ja : en);
for (const element of document.querySelectorAll("[data-ja]")) {
  element.textContent = element.getAttribute(`data-${own}`);
}
document.querySelector("header a")?.setAttribute("href", own === "ja" ? "./" : "index.en.html");
document.querySelector(`nav a[lang=${own}]`)?.setAttribute("aria-current", "page");

// ── The codes ──

/** @param {string} path */
const getJson = async (path) => (await fetch(home + path)).json();
/** @type {[ListedStory[], Manifest | undefined]} */
const [stories, release] = await Promise.all([
  getJson("stories/index.json"),
  getJson("release.json").catch(() => undefined),
]);

/**
 * Returns a text as an attribute value in double quotes.
 * @param {string} text
 */
const quoted = (text) => `"${text.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`;

/** @param {[name: string, value: string][]} pairs */
const attributes = (pairs) =>
  pairs
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}=${quoted(value)}`)
    .join("");

/** @returns {ListedStory} */
const chosen = () =>
  /** @type {ListedStory} */ (stories.find(({ id }) => id === story.value) ?? stories[0]);
const isFolded = () => length.value === "folded";
const isBoxed = () => length.value === "box";
const pinned = () => (updates.value === "pin" ? release?.files : undefined);
const bundled = () => story.value === stories[0]?.id;

/** Returns the address of the frame's content. */
function frameAddress() {
  const query = new URLSearchParams({ story: story.value, lang: lang.value });
  if (view.value !== "all") query.set("view", view.value);
  if (theme.value !== "auto") query.set("theme", theme.value);
  if (isFolded()) query.set("fold", "");
  return `${home}embed.html?${query}`;
}

/** Returns the element's tag. */
const tag = () =>
  `<explainer-widget${isFolded() ? " fold" : ""}${attributes([
    ["lang", lang.value],
    ["height", isBoxed() ? "720" : ""],
    ["src", bundled() ? "" : `${home}stories/${story.value}.json`],
    ["view", view.value === "all" ? "" : view.value],
    ["theme", theme.value === "auto" ? "" : theme.value],
  ])}>`;

/** Returns a file of the pinned release. @param {string} name */
function pinnedFile(name) {
  const file = pinned()?.[name];
  if (pinned() && !file) throw new Error(`release.json lacks ${name}`);
  return file;
}

/** Returns the link to the style sheet. @param {string} [media] */
function styleSheet(media) {
  const file = pinnedFile("explainer.css");
  const address = file
    ? `${home}${file.path}" integrity="${file.integrity}" crossorigin`
    : `${home}explainer.css"`;
  return `<link rel="stylesheet" href="${address}${media ? ` media="${media}"` : ""}>`;
}

/** Returns the loader; if pinned, with the integrity of the files that are linked. */
function loader() {
  const file = pinnedFile("explainer.js");
  const live = pinnedFile("live.js");
  if (!file || !live) return `<script type="module" src="${home}explainer.js"></script>`;
  const integrity = { [home + live.path]: live.integrity };
  return (
    `<script type="importmap">${JSON.stringify({ integrity })}</script>\n` +
    `<script type="module" src="${home}${file.path}" integrity="${file.integrity}" ` +
    "crossorigin></script>"
  );
}

/** Windows in which the first screen needs more than its own style: two columns fit into them. */
const WIDE = "(min-width: 36em)";

/**
 * Returns the element with a story as its content. With a style for the first screen, a phone
 * paints the story before the style sheet is there: its link comes after the story. A wide window
 * waits for the sheet, as every window does without that style.
 * @param {string} content
 * @param {string | undefined} style
 */
function withStory(content, style) {
  const element = `${tag()}\n${content}\n</explainer-widget>`;
  return style === undefined
    ? [styleSheet(), loader(), element].join("\n")
    : [
        `<style>${style}</style>`,
        styleSheet(WIDE),
        loader(),
        element,
        styleSheet(`not all and ${WIDE}`),
      ].join("\n");
}

/** Returns the style of the first screen, if it is wanted and known. */
async function firstStyle() {
  const file = release?.files["first.css"];
  if (first.value !== "inside" || !file) return undefined;
  const response = await fetch(home + file.path);
  return response.ok ? { text: await response.text(), hash: file.integrity } : undefined;
}

/**
 * Returns a style element that reserves heights until the content is there.
 * @param {string} selector
 * @param {string} property
 * @param {Height[]} heights
 */
function reserved(selector, property, heights) {
  const [[, first] = [0, 600], ...wider] = heights;
  const rules = wider.map(
    ([from, height]) =>
      `@media (min-width: ${from}px) { ${selector} { ${property}: ${height}px } }`,
  );
  return ["<style>", `${selector} { ${property}: ${first}px }`, ...rules, "</style>"].join("\n");
}

/**
 * Returns what a host with a policy for styles has to add, in Japanese and English.
 * @param {string} hash
 * @returns {[ja: string, en: string]}
 */
const inPolicy = (hash) => [
  `Content-Security-Policyのあるサイトでは、style-srcに'${hash}'を加えます。`,
  ` A site with a Content-Security-Policy adds '${hash}' to its style-src.`,
];

const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

/**
 * Wraps a code in a <div>: in Markdown, the code would else become part of a paragraph, which
 * browsers close at the first block of the story.
 * @param {string} code
 */
const wrapped = (code) => `<div>\n${code}\n</div>`;

/**
 * Returns the codes: name, hint and code of each.
 * @param {Height[]} heights
 */
async function codes(heights) {
  const files = `${home}stories/${story.value}.${lang.value}`;
  const whole =
    view.value === "all"
      ? await fetchDocument(`${files}${isFolded() ? ".folded" : ""}.html`)
      : undefined;
  const element = whole?.querySelector("[data-part=explainer]");
  for (const link of element?.querySelectorAll("a[hreflang]") ?? []) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", files).href);
  }
  const style = await firstStyle();
  const title = (chosen().title[lang.value] ?? "").replaceAll("\u200b", "");
  const frame = `<iframe${attributes([
    ["class", "explainer-frame"],
    ["src", frameAddress()],
    ["title", title],
    ["loading", "lazy"],
    ["width", "100%"],
    ["height", "800"],
    ["sandbox", SANDBOX],
    ["allow", "clipboard-write"],
    ["frameborder", "0"],
  ])}></iframe>`;
  /** @type {[name: string, hint: string, code: string | undefined][]} */
  const all = [
    [
      words("要素（本文つき）", "Element, with the story as HTML"),
      words(
        "検索にも、スクリプトのない読者にも届きます。高さは最初から決まっています。",
        "For search engines and readers without scripts, too. Its height is there from the start.",
      ) + (style ? words(...inPolicy(style.hash)) : ""),
      element ? wrapped(withStory(element.outerHTML, style?.text)) : undefined,
    ],
    [
      words("要素（短い形）", "Element, short"),
      words(
        "場所は画面の幅ごとの高さで取っておきます。",
        "The place is kept by a height for each width of the window.",
      ),
      wrapped(
        isBoxed()
          ? `${styleSheet()}\n${loader()}\n${tag()}</explainer-widget>`
          : `${reserved("explainer-widget", "min-height", heights)}\n` +
              `${styleSheet()}\n${loader()}\n${tag()}</explainer-widget>`,
      ),
    ],
    [
      words("フレーム", "Frame"),
      words(
        "styleとscriptがあると、フレームは中身の高さになります。両方を除くと、中でスクロールします。",
        "With its style and its script, the frame has the height of its content. " +
          "Without both, it scrolls inside.",
      ),
      wrapped(
        `${reserved(".explainer-frame", "min-height", heights)}\n${frame}\n` +
          `<script type="module" src="${home}embed-parent.js"></script>`,
      ),
    ],
    [
      words("アドレス（oEmbed）", "Address (oEmbed)"),
      words("アドレスを貼るだけのシステム向け。", "For systems that want nothing but an address."),
      `${files}.html`,
    ],
    [
      words("HTMLだけ", "Nothing but HTML"),
      words(
        "スクリプトを取り除くシステム向け。このファイルの中身を貼ります。",
        "For systems that strip scripts. Paste what is in this file.",
      ),
      `${files}.fragment.html`,
    ],
    [
      words("画像", "Picture"),
      words(
        "ニュースレターや、何も埋め込めない場所向け。.pngを.svgに替えると、拡大してもぼやけません。",
        "For newsletters, and where nothing can be embedded. " +
          "With .svg in place of .png it stays sharp at any size.",
      ),
      wrapped(
        `<a href=${quoted(`${files}.html`)}>` +
          `<img src=${quoted(`${files}.chart.png`)} alt=${quoted(title)} width="100%"></a>`,
      ),
    ],
  ];
  return all.flatMap(([name, hint, code]) => (code ? [{ name, hint, code }] : []));
}

/**
 * Returns a page of ours, parsed. A document that is requested this way runs no scripts.
 * @param {string} url
 * @returns {Promise<Document | undefined>}
 */
const fetchDocument = (url) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onloadend = () => done(request.response ?? undefined);
    request.send();
  });

/** @param {{ name: string, hint: string, code: string }[]} list */
function showCodes(list) {
  const sections = list.map(({ name, hint, code }) => {
    const section = document.createElement("section");
    const heading = document.createElement("h3");
    const note = document.createElement("p");
    const button = document.createElement("button");
    const pre = document.createElement("pre");
    section.className = "code";
    note.className = "hint";
    heading.textContent = name;
    note.textContent = hint;
    pre.textContent = code;
    pre.tabIndex = 0;
    pre.setAttribute("aria-label", name);
    button.type = "button";
    button.textContent = words("コピー", "Copy");
    button.setAttribute("aria-label", `${button.textContent}: ${name}`);
    button.addEventListener("click", () => copy(pre, button));
    section.append(heading, button, note, pre);
    return section;
  });
  byId("codes").replaceChildren(...sections);
}

/**
 * Copies a code; where the browser forbids it, the code is selected for the reader to copy.
 * @param {HTMLElement} pre
 * @param {HTMLButtonElement} button
 */
async function copy(pre, button) {
  getSelection()?.selectAllChildren(pre);
  try {
    await navigator.clipboard.writeText(pre.textContent ?? "");
    button.textContent = words("コピーしました", "Copied");
    setTimeout(() => (button.textContent = words("コピー", "Copy")), 2000);
  } catch {
    // The code stays selected.
  }
}

// ── Preview and measure ──

const WINDOWS = [320, 412, 768, 1024, 1280];

/**
 * Adds a frame to an element of this page; calls `onHeight` with the heights of its content.
 * @param {HTMLElement} parent
 * @param {string} address
 * @param {(height: number) => void} onHeight
 */
function addFrame(parent, address, onHeight) {
  const frame = document.createElement("iframe");
  frame.title = chosen().title[own] ?? story.value;
  frame.src = address;
  parent.append(frame);
  addEventListener("message", function onMessage({ source, data }) {
    if (!frame.isConnected) removeEventListener("message", onMessage);
    else if (source === frame.contentWindow && data?.explainer === "height") onHeight(data.height);
  });
  return frame;
}

/**
 * Measures the height of the content in windows of several widths, one after the other in one
 * frame. Returns an empty list if the frame reports none.
 * @param {string} address
 * @param {() => boolean} isWanted
 */
async function measure(address, isWanted) {
  /** @type {number | undefined} */
  let height;
  let changed = 0;
  const frame = addFrame(document.body, address, (now) => {
    height = now;
    changed = performance.now();
  });
  frame.className = "measure";
  /** @type {Height[]} */
  const heights = [];
  for (const from of WINDOWS) {
    // The width is set by script: the style sheet has another one for the page, and a strict policy
    // allows no attribute for it.
    frame.style.width = `${Math.min(from - 32, columnWidth())}px`;
    const begun = performance.now();
    // The height is final when it has not changed for a while; the first time depends on the
    // network.
    const isSettled = () => changed && performance.now() - Math.max(begun, changed) >= 800;
    while (isWanted() && performance.now() - begun < 20_000 && !isSettled()) {
      await new Promise((done) => setTimeout(done, 100));
    }
    if (height && height !== heights.at(-1)?.[1]) heights.push([from, height]);
  }
  frame.remove();
  return heights;
}

const columnWidth = () => width.valueAsNumber || 720;

let turn = 0;

async function update() {
  const mine = ++turn;
  const address = frameAddress();
  const parent = byId("preview");
  parent.replaceChildren();
  const preview = addFrame(parent, address, (height) => {
    preview.height = String(Math.min(height, 900));
  });
  preview.height = "600";
  preview.style.maxWidth = `${columnWidth()}px`;
  showCodes(await codes([]));
  const heights = await measure(address, () => mine === turn);
  if (mine === turn) showCodes(await codes(heights));
}

function showLanguages() {
  const names = new Intl.DisplayNames(own, { type: "language" });
  const options = chosen().languages.map(
    (tag) => new Option(names.of(tag), tag, false, tag === own),
  );
  lang.replaceChildren(...options);
}

// ── What each system lets through ──

const YES = words("はい", "yes");
const NO = words("いいえ", "no");
/** @type {[name: string, who: string, ...cells: string[]][]} */
const SYSTEMS = [
  [
    "WordPress",
    words("管理者・編集者", "administrator, editor"),
    YES,
    YES,
    YES,
    words(
      "「カスタムHTML」ブロックへ。アドレスだけを貼ると、oEmbedで中が動くフレームになります。",
      "Into a Custom HTML block. An address on a line of its own becomes a frame, by oEmbed.",
    ),
  ],
  [
    "WordPress",
    words("投稿者・寄稿者", "author, contributor"),
    NO,
    NO,
    YES,
    words(
      "スクリプトとフレームは保存時に取り除かれます。",
      "Scripts and frames are removed when the post is saved.",
    ),
  ],
  [
    "Ghost",
    "",
    YES,
    YES,
    YES,
    words(
      "HTMLカードへ。メールではスクリプトが動かず、本文つきの要素の本文が届きます。",
      "Into an HTML card. No script runs in e-mail: there, the element’s HTML is what arrives.",
    ),
  ],
  [
    "Hugo",
    "",
    words("設定による", "if set"),
    words("設定による", "if set"),
    words("設定による", "if set"),
    words(
      "markup.goldmark.renderer.unsafeを有効にするか、ショートコードに入れます。",
      "Set markup.goldmark.renderer.unsafe, or put the code into a shortcode.",
    ),
  ],
  [
    "Docusaurus",
    "",
    YES,
    YES,
    YES,
    words(
      "MDXはJSXです。style要素は使えないので、高さはカスタムCSSへ。スクリプトは設定のscriptsへ。",
      "MDX is JSX: put the heights into the custom CSS, " +
        "the script into the configuration’s scripts.",
    ),
  ],
  [
    "MkDocs, Jekyll",
    "",
    YES,
    YES,
    YES,
    words("Markdownの中のHTMLはそのまま通ります。", "HTML in Markdown passes as it is."),
  ],
  [
    "Notion",
    "",
    NO,
    words("アドレス", "address"),
    NO,
    words(
      "「埋め込み」に、フレームのsrcにあるアドレスを貼ります。",
      "Paste the address in the frame’s src as an embed.",
    ),
  ],
  [
    "Medium",
    "",
    NO,
    words("アドレス", "address"),
    NO,
    words(
      "Mediumの埋め込みサービスが知る相手だけです。なければ画像とリンクを。",
      "Only from hosts that its embedding service knows; else use a picture and a link.",
    ),
  ],
  [
    "AMP",
    "",
    NO,
    "amp-iframe",
    YES,
    words(
      "amp-iframeにresizableとoverflowの子を。高さはこちらから伝えます。",
      "An amp-iframe with resizable and an overflow child; the frame tells its height.",
    ),
  ],
];

const rows = SYSTEMS.map(([name, who, ...cells]) => {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = who ? words(`${name}（${who}）`, `${name} (${who})`) : name;
  row.append(head);
  for (const text of cells) row.insertCell().textContent = text;
  return row;
});
document.querySelector("#systems tbody")?.append(...rows);

const titles = stories.map(
  ({ id, title }) => new Option((title[own] ?? id).replaceAll("\u200b", ""), id),
);
story.replaceChildren(...titles);
showLanguages();
form.addEventListener("change", ({ target }) => {
  if (target === story) showLanguages();
  update();
});
await update();
