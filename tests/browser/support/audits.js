// Checks that journeys run in a page. `all` and `seen` are those of names.js.

/**
 * Lists elements that extend beyond the left or right edge of the window, or make the page scroll
 * sideways.
 */
function sideways(all, seen) {
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > width)
    found.push(`the page: ${document.documentElement.scrollWidth} of ${width}`);
  for (const element of all("*")) {
    // Groups, and drawings in drawings, are as wide as their content; Firefox counts overflow
    // twice.
    if (element.matches("g, svg svg")) continue;
    // Some elements are out of sight on purpose, for screen readers.
    const box = element.getBoundingClientRect();
    const unseen =
      box.width <= 1 || box.height <= 1 || element.closest("svg .ex-touch, [aria-hidden=true]");
    // Elements that scroll within the page, such as the names of the actors, may be wider than the
    // page.
    const scrolls = element.parentElement
      ?.closest(".ex-pills, .review .scroll, .grid .scroll")
      ?.getBoundingClientRect();
    if (scrolls && scrolls.left >= -1 && scrolls.right <= width + 1) continue;
    if (!unseen && (box.left < -1 || box.right > width + 1))
      found.push(
        `${element.tagName} ${element.getAttribute("class")}: ` +
          `${box.left} to ${box.right}: ${seen(element).slice(0, 40)}`,
      );
  }
  return found.slice(0, 10);
}

/** Lists text that its box cuts off, that leaves its drawing, or that touches other text there. */
function cut(all, seen) {
  const found = [];
  for (const element of all("*")) {
    if (element.closest("svg") || !seen(element) || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const small = element.clientWidth <= 1 || element.clientHeight <= 1;
    if (
      !small &&
      ((hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1))
    )
      found.push(`${element.tagName} ${element.className}: ${seen(element).slice(0, 40)}`);
  }
  for (const text of all("svg.ex-bars text, .ex-mini-chart svg text")) {
    const [inner, outer] = [text, text.ownerSVGElement].map((it) => it.getBoundingClientRect());
    // Letters extend a little beyond their boxes, the more the larger they are.
    const most = Math.max(2, parseFloat(getComputedStyle(text).fontSize) / 8);
    if (inner.width && (inner.left < outer.left - most || inner.right > outer.right + most))
      found.push(
        `text of a bar: ${seen(text)}: ${inner.left} to ${inner.right} ` +
          `in ${outer.left} to ${outer.right}`,
      );
  }
  for (const bar of all("svg.ex-bars .ex-bar")) {
    const [name, amount] = [...bar.querySelectorAll("text")].map((it) =>
      it.getBoundingClientRect(),
    );
    const beside = amount?.width && name.bottom > amount.top + 2 && amount.bottom > name.top + 2;
    if (beside && Math.max(name.left, amount.left) < Math.min(name.right, amount.right) + 2)
      found.push(`name and amount touch: ${seen(bar)}: ${name.right}, ${amount.left}`);
  }
  return found.slice(0, 10);
}
