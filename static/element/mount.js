// Mounts: elements in which the program shows one story after the other. Yew never removes the listeners of
// a root, so a mount that a story has left is kept for the next one.

import { keepOnPage } from "./address.js";
import { guard } from "./program.js";
import { Widget } from "./widget.js";

/**
 * @typedef {object} Mount
 * @property {HTMLElement} body the root of the program's view
 * @property {Widget} widget
 * @property {import("./session.js").Session | undefined} owner the session whose story is shown
 */

/** The style sheet, shared by every widget of the page. */
const sheet = new CSSStyleSheet();

/** @param {string} style */
export const setStyle = (style) => sheet.replaceSync(style);

/** @type {Mount[]} */
const idleMounts = [];

/** @returns {Mount} an idle mount, or a new one */
export const takeMount = () => idleMounts.pop() ?? guard(createMount);

/** @returns {Mount} */
function createMount() {
  const body = document.createElement("div");
  body.className = "mount";
  body.addEventListener("click", keepOnPage);
  body.addEventListener("click", enlarge);
  /** @type {Mount} */
  const mount = {
    body,
    widget: new Widget(body, (...report) => mount.owner?.onReport(...report)),
    owner: undefined,
  };
  return mount;
}

/**
 * Shows the image that the reader wants larger.
 * @param {MouseEvent} event
 */
async function enlarge(event) {
  const button = /** @type {Element} */ (event.target).closest("[data-part=enlarge]");
  if (!button) return;
  const url = new URL("./enlarge.js", import.meta.url).href;
  // An import takes no integrity: the file is fetched first, and then found in the cache.
  if (typeof ENLARGE !== "undefined") await fetch(url, { integrity: ENLARGE });
  (await import(url)).enlarge(button);
}

/**
 * Takes a story out of its mount.
 * @param {Mount} mount
 */
export function releaseMount(mount) {
  mount.owner = undefined;
  mount.widget.clear();
  idleMounts.push(mount);
}

/**
 * Puts a mount into an element's shadow root, where it replaces what was shown.
 * @param {HTMLElement} host
 * @param {Mount} mount
 */
export function insertMount(host, { body }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(body);
}
