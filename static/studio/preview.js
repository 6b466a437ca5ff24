// The preview: the widget itself, in a frame, with the packed story that the studio's check made.
// It needs neither the loader nor the reader's checker.

/**
 * @typedef {HTMLElement & {view: string, headingLevel: number, event: string, fold: boolean}} Host
 */

class Preview extends HTMLElement {
  view = "all";
  headingLevel = 2;
  event = "";
  fold = false;
}
customElements.define("explainer-preview", Preview);

const host = new Preview();
document.body.append(host);

/** @param {unknown} message */
const send = (message) => parent.postMessage(message, location.origin);

/**
 * @type {{ show(packed: Uint8Array): Promise<unknown>, changed(name: string): void } | undefined}
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

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  const { lang, fold, packed, event } = data;
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
      await session?.show(packed);
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
