// Shows an image of a story as large as the window, in a modal dialog. It is fetched when the first
// reader asks for it, so that nobody else pays for it.

const STYLE = `
dialog {
  box-sizing: border-box;
  width: 100vw;
  max-width: none;
  height: 100vh;
  height: 100dvh;
  max-height: none;
  margin: 0;
  padding: 0.75rem;
  border: 0;
  background: #15171b;
  color: #ecebe6;
  font: 1rem / 1.5 system-ui, sans-serif;
  overscroll-behavior: contain;
  touch-action: pinch-zoom;
}
dialog[open] {
  display: grid;
  grid-template-rows: auto minmax(0, 1fr) auto;
  gap: 0.5rem;
}
dialog::backdrop { background: #15171b; }
nav { display: flex; gap: 0.5rem; }
nav :last-child { margin-inline-start: auto; }
button {
  min-width: 44px;
  min-height: 44px;
  padding: 0 0.75rem;
  border: 1px solid #a5a9b0;
  border-radius: 2px;
  background: #15171b;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button:disabled { opacity: 0.4; cursor: default; }
:focus-visible { outline: 2px solid #ecebe6; outline-offset: 2px; }
img {
  width: 100%;
  height: 100%;
  object-fit: contain;
}
p { margin: 0; max-height: 30vh; overflow: auto; }
@media print {
  dialog[open] { display: none; }
}
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** The names of the buttons; other languages get the English ones. */
const WORDS = {
  en: { previous: "Previous image", next: "Next image", close: "Close" },
  ja: { previous: "前の画像", next: "次の画像", close: "閉じる" },
};

/** The least distance of a swipe, in pixels. */
const SWIPE = 40;

/**
 * @param {string} name
 * @param {string} sign
 * @param {() => void} act
 */
function button(name, sign, act) {
  const it = document.createElement("button");
  it.type = "button";
  it.ariaLabel = name;
  it.title = name;
  it.textContent = sign;
  it.addEventListener("click", act);
  return it;
}

/**
 * Opens the dialog with the image of a button; the reader can move to the story's other images.
 * @param {Element} from the button around the image
 */
export function enlarge(from) {
  const root = /** @type {ShadowRoot} */ (from.getRootNode());
  const story = from.closest("[lang]");
  const lang = story?.getAttribute("lang") ?? "en";
  const isRtl = getComputedStyle(from).direction === "rtl";
  const words = lang.startsWith("ja") ? WORDS.ja : WORDS.en;
  const all = [...root.querySelectorAll("[data-part=enlarge]")];
  let index = all.indexOf(from);

  const dialog = document.createElement("dialog");
  dialog.lang = lang;
  dialog.dir = isRtl ? "rtl" : "ltr";
  const image = new Image();
  const caption = document.createElement("p");
  const before = button(words.previous, isRtl ? "→" : "←", () => move(-1));
  const after = button(words.next, isRtl ? "←" : "→", () => move(1));
  const close = button(words.close, "✕", () => dialog.close());
  const bar = document.createElement("nav");
  bar.append(...(all.length > 1 ? [before, after] : []), close);
  for (const it of bar.children) it.setAttribute("lang", words === WORDS.ja ? "ja" : "en");
  dialog.append(bar, image, caption);

  const show = () => {
    const shown = all[index]?.querySelector("img");
    if (!shown) return;
    image.alt = shown.alt;
    image.decoding = "async";
    image.sizes = "100vw";
    image.srcset = shown.srcset;
    image.src = shown.src;
    dialog.ariaLabel = shown.alt;
    caption.textContent = shown.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    before.disabled = index === 0;
    after.disabled = index === all.length - 1;
  };
  /** @param {number} step */
  const move = (step) => {
    if (!all[index + step]) return;
    index += step;
    show();
    // A disabled button loses the focus to the page.
    if (root.activeElement === null || bar.querySelector(":disabled:focus")) close.focus();
  };
  /** @param {number} steps to the reader's right */
  const moveRight = (steps) => move(isRtl ? -steps : steps);

  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") moveRight(-1);
    if (key === "ArrowRight") moveRight(1);
  });
  let start = { x: 0, y: 0 };
  dialog.addEventListener("pointerdown", ({ x, y }) => {
    start = { x, y };
  });
  dialog.addEventListener("pointerup", ({ x, y, pointerType }) => {
    const [right, down] = [x - start.x, y - start.y];
    if (pointerType !== "touch") return;
    if (Math.abs(right) > SWIPE && Math.abs(right) > Math.abs(down)) moveRight(right > 0 ? -1 : 1);
    else if (down > 2 * SWIPE) dialog.close();
  });
  const end = () => {
    removeEventListener("popstate", end);
    if (!dialog.isConnected) return;
    dialog.remove();
    // The story may have been drawn again behind the dialog.
    const twin = root.querySelectorAll("[data-part=enlarge]")[all.indexOf(from)];
    const back = from.isConnected ? from : (twin ?? root.querySelector("a, button, summary"));
    /** @type {HTMLElement | null} */ (back)?.focus({ preventScroll: true });
  };
  dialog.addEventListener("close", end);
  // Whoever goes back, or to another event, wants to see it. This comes before `hashchange`, at
  // which the event takes the focus.
  addEventListener("popstate", end);

  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  root.append(dialog);
  show();
  // A frame is as high as its content, so the dialog is placed at the reader's position.
  if (self !== top) {
    dialog.style.height = `${Math.min(innerHeight, screen.availHeight * 0.8)}px`;
    const highest = Math.max(0, innerHeight - parseFloat(dialog.style.height));
    const above = Math.max(0, from.getBoundingClientRect().top);
    dialog.style.marginTop = `${Math.min(highest, above)}px`;
  }
  dialog.showModal();
  close.focus();
}
