// Saves files and shares addresses. Tables come from the program; pictures are copies of the chart
// as it is shown.

/**
 * Shares an event's address: by the system's own dialog on touch screens, otherwise by the
 * clipboard.
 * @param {string} event
 */
export function share(event) {
  const canonical = /** @type {HTMLLinkElement | null} */ (
    document.querySelector("link[rel=canonical]")
  );
  const url = new URL(canonical?.href ?? location.href);
  url.hash = event;
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const shared = isTouch && navigator.share?.({ url: url.href });
  // If the page may do neither, the link beside the button still has the address.
  (shared || navigator.clipboard?.writeText(url.href))?.catch(() => {});
}

/** @type {Record<string, string>} */
const TYPES = {
  csv: "text/csv",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
};

/**
 * Downloads a file. If the page's policy allows no PNG, it is an SVG.
 * @param {string} kind `csv`, `json`, `svg` or `png`
 * @param {string} text the content of a table; the line below a picture
 * @param {HTMLElement} body the story
 */
export async function download(kind, text, body) {
  const isPicture = kind === "svg" || kind === "png";
  const chart = body.querySelector("[data-part=chart]");
  const content = isPicture && chart ? pictureOf(chart, text) : text;
  let file = new Blob([content], { type: TYPES[isPicture ? "svg" : kind] });
  if (kind === "png") file = (await rasterized(file).catch(() => undefined)) ?? file;
  const href = URL.createObjectURL(file);
  const extension = Object.keys(TYPES).find((name) => TYPES[name] === file.type);
  const link = document.createElement("a");
  link.href = href;
  link.download = `chart.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

const SVG = "http://www.w3.org/2000/svg";

/** The styles that a copy carries as attributes. */
const PAINT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "color",
];

/** The parts of the chart that a picture does not need. */
const PAGE_ONLY = ["class", "tabindex", "role", "aria-pressed", "aria-description", "data-part"];

/**
 * @param {Element} parent
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function append(parent, name, attributes) {
  const node = parent.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

/**
 * Returns the chart as an SVG file: every line of text and every bar at its place, in its colours.
 * @param {Element} chart
 * @param {string} caption
 */
function pictureOf(chart, caption) {
  const frame = chart.getBoundingClientRect();
  const svg = document.createElementNS(SVG, "svg");
  const paper = getComputedStyle(chart);
  const ground = append(svg, "rect", {
    width: "100%",
    height: "100%",
    fill: paper.backgroundColor,
  });
  let bottom = 0;
  /**
   * @param {CSSStyleDeclaration} style
   * @param {number} size
   * @param {number} y
   * @param {string} text
   */
  const write = (style, size, y, text) => {
    const line = append(svg, "text", {
      x: 16,
      y,
      fill: style.color,
      "font-family": style.fontFamily,
      "font-size": size,
      "font-weight": style.fontWeight,
    });
    line.textContent = text;
    bottom = Math.max(bottom, y);
  };
  for (const element of chart.querySelectorAll("[data-part=chart-text]")) {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const { lines, top } = linesOf(element, frame.width - 32);
    lines.forEach((line, index) => {
      write(style, size, top - frame.top + size * (1 + 1.5 * index), line);
    });
  }
  for (const defs of chart.querySelectorAll("[data-part=patterns] defs")) svg.append(painted(defs));
  for (const bars of chart.querySelectorAll("[data-part=bars]")) {
    const area = bars.getBoundingClientRect();
    const copy = svg.appendChild(painted(bars));
    copy.setAttribute("x", String(area.left - frame.left));
    copy.setAttribute("y", String(area.top - frame.top));
    copy.setAttribute("width", String(area.width));
    copy.setAttribute("height", String(area.height));
    bottom = Math.max(bottom, area.bottom - frame.top);
  }
  write(paper, 11, bottom + 20, caption);
  for (const it of [svg, ground]) it.setAttribute("height", String(bottom + 16));
  svg.setAttribute("width", String(frame.width));
  return new XMLSerializer().serializeToString(svg);
}

/**
 * Breaks an element's text into lines, about as the page does, because SVG does not break text.
 * @param {Element} element
 * @param {number} width the width of a line, in pixels
 */
function linesOf(element, width) {
  const text = element.textContent?.trim() ?? "";
  const range = document.createRange();
  range.selectNodeContents(element);
  const length = [...range.getClientRects()].reduce((sum, area) => sum + area.width, 0);
  const perLine = Math.max(1, Math.floor((text.length * width) / Math.max(1, length)));
  const lines = text.match(new RegExp(`.{1,${perLine}}`, "gsu")) ?? [];
  return { lines, top: range.getBoundingClientRect().top };
}

/**
 * Returns a copy of an element with its computed styles as attributes.
 * @param {Element} element
 */
function painted(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  const copies = [copy, ...copy.querySelectorAll("*")];
  [element, ...element.querySelectorAll("*")].forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const name of PAINT) copies[index]?.setAttribute(name, style.getPropertyValue(name));
    for (const name of PAGE_ONLY) copies[index]?.removeAttribute(name);
  });
  return copy;
}

/**
 * @param {Blob} svg
 * @returns {Promise<Blob | undefined>} the picture as PNG, twice as large
 */
async function rasterized(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined)));
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
