// Relative luminance and contrast as WCAG 2.2 defines them.

const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
const luminance = ([red, green, blue]) =>
  [red, green, blue]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
const ground = (element) => {
  for (let it = element; it; it = it.parentElement) {
    const [red, green, blue, alpha = 1] = numbers(getComputedStyle(it).backgroundColor);
    if (alpha === 1) return [red, green, blue];
  }
  return matchMedia("(prefers-color-scheme: dark)").matches &&
    getComputedStyle(document.documentElement).colorScheme.includes("dark")
    ? [18, 18, 18]
    : [255, 255, 255];
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** Lists text and shapes in drawings, which axe-core passes over, whose contrast is too low. */
function weak(all, seen) {
  const found = [];
  let counted = 0;
  const check = (element, property, least, what) => {
    const colour = getComputedStyle(element)[property];
    if (!colour.startsWith("rgb") || numbers(colour)[3] === 0) return;
    counted++;
    const ratio = contrast(numbers(colour), ground(element));
    if (ratio < least) found.push(`${what}: ${ratio.toFixed(2)}, ${colour} on ${ground(element)}`);
  };
  // Text that axe-core passes over: within drawings.
  for (const text of all("svg text")) check(text, "fill", 4.5, seen(text));
  for (const shape of all("svg.ex-mark path"))
    check(shape, "fill", 3, `mark ${shape.parentElement.getAttribute("class")}`);
  for (const shape of all(".ex-bars .ex-bar path:not([fill=none]), .ex-bars .ex-bar rect"))
    if (!/pale|soft|touch/.test(shape.getAttribute("class") ?? ""))
      check(
        shape,
        "fill",
        3,
        `bar ${shape.parentElement.getAttribute("class")} ${shape.getAttribute("class")}`,
      );
  for (const dot of all(".ex-map .ex-dot, .ex-map .ex-here")) check(dot, "fill", 3, "dot");
  if (counted < 20) found.push(`only ${counted} colours were looked at`);
  return [...new Set(found)];
}
