// Progressive layout: when a live story replaces the static one, its parts far from the reader get
// the height of their static twins, and the browser lays out as many parts a frame as it can
// without keeping the reader waiting.

/** The parts of a story that are laid out one by one. */
const PARTS = "[data-index], [data-part=section], [data-part=sources] > li";

/**
 * @param {Element} tree
 * @returns {HTMLElement[]}
 */
const partsOf = (tree) =>
  [...tree.querySelectorAll(PARTS)].map((it) => /** @type {HTMLElement} */ (it));

/** @param {Element} tree */
const langOf = (tree) => tree.querySelector("[data-part=explainer]")?.getAttribute("lang");

/**
 * Gives the parts of `tree` that are far from the reader a fixed height, and lays them out over the
 * next frames. Heights come from the static twin, so that nothing moves. Without a static story the
 * heights are estimates. They are allowed only if the reader is not below the widget, the page is
 * not about to scroll into it, and it is not in a frame, whose height is reported to the page
 * around it.
 *
 * @param {HTMLElement} tree the live story, not yet in the page
 * @param {HTMLElement} twin the element that holds the static story
 * @param {boolean} onTheWay true if the page is about to scroll to an event
 * @returns {(() => void) | undefined} lays out all parts at once
 */
export function settleGradually(tree, twin, onTheWay) {
  const mayGuess =
    !onTheWay &&
    self === top &&
    twin.getBoundingClientRect().top >= 0 &&
    !tree.querySelector("[data-part=unbuilt]");
  const parts = partsOf(tree);
  const areas = partsOf(twin).map((part) => part.getBoundingClientRect());
  const isTwin = areas.length === parts.length && langOf(tree) === langOf(twin);
  if (areas.length ? !isTwin : !mayGuess) return;
  const far = parts.filter(({ style }, index) => {
    const area = areas[index];
    if (area && area.bottom > -innerHeight && area.top < 2 * innerHeight) return false;
    style.contentVisibility = "auto";
    if (area?.height) style.minHeight = `${area.height}px`;
    else style.containIntrinsicBlockSize = "16em";
    return true;
  });
  /** @param {number} count */
  const settle = (count) => {
    for (const part of far.splice(0, count)) part.removeAttribute("style");
  };
  let count = 4;
  let last = performance.now();
  const next = () => {
    // The time since the last frame shows how long the last parts took.
    const now = performance.now();
    count = now - last < 40 ? count + 2 : Math.max(2, count - 2);
    last = now;
    settle(count);
    // A tree that has left the page is not kept in memory.
    if (far.length && tree.isConnected) requestAnimationFrame(next);
  };
  // The first frame is for what is near the reader.
  requestAnimationFrame(() => requestAnimationFrame(next));
  return () => settle(far.length);
}
