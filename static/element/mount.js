// Mounts: elements in which the program shows one story after the other. Yew never removes the
// listeners of a root, so a mount that a story has left is kept for the next one.

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

/** Address of the program's script. Bundlers copy what `new URL` finds beside `import.meta.url`. */
export let scriptAddress = "";

/** False in the npm package: a bundler may rewrite the files. */
let checksFiles = false;

/**
 * @param {string} style the text of the style sheet
 * @param {string} address that of the program's script
 * @param {string | undefined} integrity that of the program's script, where files are checked
 */
export function setUp(style, address, integrity) {
  sheet.replaceSync(style);
  scriptAddress = address;
  checksFiles = Boolean(integrity);
}

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
  try {
    // An import takes no integrity: the file is fetched first, and then found in the cache.
    if (checksFiles && typeof ENLARGE !== "undefined") {
      await fetch(new URL("./enlarge.js", scriptAddress), { integrity: ENLARGE });
    }
    // Bundlers find the file by this literal.
    (await import("./enlarge.js")).enlarge(button);
  } catch (error) {
    console.warn(`explainer-widget: the image cannot be enlarged. ${error}`);
  }
}

/**
 * Removes a story from its mount.
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
