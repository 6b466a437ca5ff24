// The preview: the widget itself, in a frame, with the packed story that the studio's check made.
// It needs neither the loader nor the reader's checker.

/**
 * @typedef {HTMLElement & {view: string, headingLevel: number, event: string, fold: boolean,
 *   images: string}} Host
 */

/** A folder that does not exist: each address below it becomes one of the draft's images. */
const FOLDER = new URL("images-of-the-draft", location.href).href;

class Preview extends HTMLElement {
  view = "all";
  headingLevel = 2;
  event = "";
  fold = false;
  images = FOLDER;
}
customElements.define("explainer-preview", Preview);

const host = new Preview();
watch(host.attachShadow({ mode: "open" }));
document.body.append(host);

/** @param {unknown} message */
const send = (message) => parent.postMessage(message, location.origin);

/**
 * @type {{ show(story: { packed: Uint8Array }): Promise<unknown>,
 *   changed(name: string): void } | undefined}
 */
let session;

/** Starts the widget's program. */
async function start() {
  const style = fetch(new URL(STYLE, import.meta.url)).then((response) => response.text());
  const live = await import(new URL(LIVE, import.meta.url).href);
  await live.default({ module_or_path: fetch(new URL(WIDGET, import.meta.url)) }, await style);
  session = new live.Session(host, (/** @type {Error} */ error) =>
    send({ studio: "failed", why: error.message }),
  );
}

/** The addresses of the draft's images, by their paths. @type {Map<string, string>} */
let addresses = new Map();

/** @param {{ path: string, type: string, bytes: Uint8Array<ArrayBuffer> }[]} files */
function setImages(files) {
  const before = addresses;
  addresses = new Map(
    files.map(({ path, type, bytes }) => [
      path,
      // A path has a hash of the content.
      before.get(path) ?? URL.createObjectURL(new Blob([bytes], { type })),
    ]),
  );
  for (const [path, address] of before) if (!addresses.has(path)) URL.revokeObjectURL(address);
}

/**
 * Puts the draft's images in the place of their addresses. This is done before the browser asks for
 * them: it begins to load a lazy image when it draws the page.
 * @param {Element} image
 */
function point(image) {
  for (const name of ["srcset", "src"]) {
    const value = image.getAttribute(name);
    if (!value?.includes(FOLDER)) continue;
    const files = value.split(", ").map((file) => {
      const [address = "", width = ""] = file.split(" ");
      const own = addresses.get(decodeURI(address.slice(FOLDER.length + 1)));
      return own && `${own} ${width}`.trim();
    });
    // A missing image leaves its frame.
    if (files.every(Boolean)) image.setAttribute(name, files.join(", "));
    else image.removeAttribute(name);
  }
}

/** @param {Node} root */
function watch(root) {
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) {
        if (!(node instanceof Element)) continue;
        if (node.matches("img")) point(node);
        for (const image of node.querySelectorAll("img")) point(image);
      }
    }
  }).observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["src", "srcset"],
  });
}

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  const { lang, fold, packed, event, images } = data;
  if (images) setImages(images);
  try {
    if (typeof lang === "string" && lang !== host.lang) {
      host.lang = lang;
      document.documentElement.lang = lang;
      session?.changed("lang");
    }
    if (typeof fold === "boolean" && fold !== host.fold) {
      host.fold = fold;
      session?.changed("fold");
    }
    if (packed) {
      await session?.show({ packed });
      send({ studio: "shown" });
    }
    if (typeof event === "string") {
      host.shadowRoot?.getElementById(event)?.scrollIntoView({ block: "nearest" });
    }
  } catch (error) {
    send({ studio: "failed", why: String(error) });
  }
});

// A click in the preview opens the form of the clicked event.
host.addEventListener("click", (event) => {
  const card = event
    .composedPath()
    .find((node) => node instanceof Element && node.matches("article.ex-event"));
  if (card instanceof Element) send({ studio: "event", event: card.id });
});

await start().then(
  () => send({ studio: "ready" }),
  (error) => send({ studio: "failed", why: String(error) }),
);
