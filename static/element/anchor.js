// Scroll anchoring for browsers that have none (WebKit): when what is above the reader changes its height,
// because the language, a filter, the spacing or a font changed, the event that is read stays where it is.

const isNative = CSS.supports("overflow-anchor", "none");

/**
 * Returns the nearest ancestor that scrolls, through shadow roots; the page itself if there is none.
 * @param {Element} element
 * @returns {Element}
 */
function scrollerOf(element) {
  /** @type {Element | null} */
  let node = element;
  while (node) {
    const style = getComputedStyle(node);
    if (/auto|scroll/.test(style.overflowY) && node.scrollHeight > node.clientHeight) return node;
    node = node.parentElement ?? /** @type {ShadowRoot} */ (node.getRootNode()).host ?? null;
  }
  return document.scrollingElement ?? document.documentElement;
}

/**
 * Keeps the reading place in `body` until the returned function is called. Does nothing where the browser
 * does it.
 * @param {HTMLElement} body
 * @returns {() => void}
 */
export function keepPlace(body) {
  if (isNative) return () => {};
  /** @type {{ element: Element, top: number } | undefined} */
  let anchor;
  const remember = () => {
    anchor = undefined;
    // At the very top nothing above the reader can change.
    if (body.getBoundingClientRect().top >= 0) return;
    for (const element of body.querySelectorAll("[data-index], [data-part=section]")) {
      const { top, bottom } = element.getBoundingClientRect();
      if (bottom <= 0) continue;
      if (top < innerHeight) anchor = { element, top };
      return;
    }
  };
  const restore = () => {
    if (anchor?.element.isConnected) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (Math.abs(moved) >= 1) scrollerOf(body).scrollBy({ top: moved, behavior: "instant" });
    }
    remember();
  };
  const observer = new ResizeObserver(restore);
  observer.observe(body);
  // Scrolling moves the anchor; the browser dispatches it before it reports sizes of the same frame.
  const options = { capture: true, passive: true };
  addEventListener("scroll", remember, options);
  return () => {
    observer.disconnect();
    removeEventListener("scroll", remember, options);
  };
}
