// Follows the page's address while stories are shown: `#id` opens the event with that id.

import { noticeTrap, sessions } from "./program.js";

/** @returns {string} the id that the page's address names, or "" */
export const addressedId = () => location.hash.slice(1);

/**
 * Returns the first session whose story has the event that the address names; `undefined` if the
 * page itself has an element of this id.
 */
export function addressedSession() {
  const id = addressedId();
  const element = id && document.getElementById(id);
  if (!id || (element && !element.closest("explainer-widget"))) return;
  return [...sessions].find((session) => session.has(id));
}

const followAddress = () => addressedSession()?.open(addressedId());

/** Follows the page's address; called when the first session begins. */
export function listenToPage() {
  addEventListener("hashchange", followAddress);
  addEventListener("error", noticeTrap);
}

/** Called when the last session has ended. */
export function leavePage() {
  removeEventListener("hashchange", followAddress);
  removeEventListener("error", noticeTrap);
}

/**
 * Keeps `#id` links on this page where the page has a <base>, as those of many frameworks do:
 * there, such a link would lead to another page. The program handles the link that is copied.
 * @param {MouseEvent} event
 */
export function keepOnPage(event) {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest('a[href^="#"]:not([data-part=copy])');
  const href = link?.getAttribute("href");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!href || modified || !document.querySelector("base")) return;
  event.preventDefault();
  location.hash = href;
}
