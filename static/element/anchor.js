// Keeps the reading place: when what is above the reader changes its height, because the language,
// a filter, the spacing or a font changed, the event that is read stays where it is. WebKit has no
// scroll anchoring; the other browsers lose their anchor when a filter replaces the list.

/**
 * The part of the window, or of the box, above the reading line; src/view/timeline.rs has the same.
 */
const LINE = 0.2;

/**
 * Returns the nearest ancestor that scrolls, through shadow roots; the page itself if there is
 * none.
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
 * Scrolls what contains `element` by a number of pixels, if that is at least one.
 * @param {Element} element
 * @param {number} top
 */
export function scrollAround(element, top) {
  if (Math.abs(top) >= 1) scrollerOf(element).scrollBy({ top, behavior: "instant" });
}

/**
 * Keeps the reading place in `body` until `end` is called. `forget` says that the page is about to
 * scroll to another place.
 * @param {HTMLElement} body
 * @param {HTMLElement} host the element, which scrolls itself if it has a height
 * @returns {{ forget: () => void, end: () => void }}
 */
export function keepPlace(body, host) {
  /**
   * The event on the reading line and those after it, of which a filter may leave only some. Events
   * are found by their number, because drawing replaces elements.
   * @type {[selector: string, top: number][]}
   */
  let anchors = [];
  let height = 0;
  const forget = () => {
    anchors = [];
  };
  const remember = () => {
    forget();
    height = body.offsetHeight;
    const line = host.hasAttribute("height")
      ? host.getBoundingClientRect().top + host.clientHeight * LINE
      : innerHeight * LINE;
    for (const element of body.querySelectorAll("[data-index]")) {
      // A folded event has a position, but it is not visible.
      if (element.closest("details:not([open])")) continue;
      const { top, bottom } = element.getBoundingClientRect();
      // With the line above the events, nothing above the reader can change.
      if (!anchors[0] && top > line) return;
      const selector = `[data-index="${element.getAttribute("data-index")}"]`;
      if (bottom > line) anchors.push([selector, Math.min(top, line)]);
    }
  };
  const update = () => {
    // If the height is the same, the reader has scrolled. If it differs, the browser has: the page
    // was shorter for a moment.
    if (height !== body.offsetHeight) {
      for (const [selector, top] of anchors) {
        const element = body.querySelector(selector);
        if (!element) continue;
        scrollAround(body, element.getBoundingClientRect().top - top);
        break;
      }
    }
    remember();
  };
  // The text that opens below a pressed summary may move the rest.
  body.onclick = ({ target, detail }) => {
    const pressed = /** @type {Element} */ (target);
    if (pressed.closest("summary")) forget();
    // A caret in the chart keeps the chart's day, for screen readers; a click must not do so.
    const selection = getSelection();
    if (detail && selection?.isCollapsed && pressed.closest("[data-part=chart]")) {
      selection.removeAllRanges();
    }
  };
  // A browser that keeps the place itself needs the correction one frame later; Firefox reports an
  // error if its observer's callback reads the layout.
  const keepsPlace = CSS.supports("overflow-anchor", "none");
  const observer = new ResizeObserver(() => {
    if (keepsPlace) requestAnimationFrame(update);
    else update();
  });
  observer.observe(body);
  const options = { capture: true, passive: true };
  addEventListener("scroll", update, options);
  return {
    forget,
    end() {
      observer.disconnect();
      removeEventListener("scroll", update, options);
    },
  };
}
