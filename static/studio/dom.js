// Makes elements: everything that is inserted is text, an attribute or an element.

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Record<string, any>} Attributes
 */

/**
 * Makes an element. Attributes that begin with `on` are listeners; `true` and `false` set and leave
 * out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes | null} attributes
 * @param {(Child | Child[])[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") /** @type {any} */ (element).value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...shown(children));
  return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
const shown = (children) =>
  children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));

/**
 * Puts children into an element, in place of what it has.
 * @param {Element} element
 * @param {(Child | Child[])[]} children
 */
export const fill = (element, ...children) => element.replaceChildren(...shown(children));

/**
 * Makes a button.
 * @param {Child} text
 * @param {() => void} onclick
 * @param {Attributes} [attributes]
 */
export const button = (text, onclick, attributes) =>
  h("button", { type: "button", onclick, ...attributes }, text);

/**
 * Makes a button that opens files, with the field that the browser needs for it. Only the button is
 * for the keyboard and for screen readers, which read the words of such a field three times.
 * @param {string} text
 * @param {(files: File[]) => unknown} onfiles
 * @param {Attributes} attributes of the field
 * @returns {HTMLElement[]}
 */
export function fileButton(text, onfiles, attributes) {
  const field = h("input", {
    type: "file",
    class: "visually-hidden",
    multiple: true,
    tabindex: "-1",
    "aria-hidden": "true",
    onchange: async () => {
      await onfiles([...(field.files ?? [])]);
      // The same files can be chosen once more.
      field.value = "";
    },
    ...attributes,
  });
  return [button(text, () => field.click()), field];
}

const spoken = h("p", { class: "visually-hidden", role: "status" });
/** @type {number | undefined} */
let speaking;

/**
 * Announces a text to screen readers, after a pause in which they go through the other changes.
 * @param {string} text
 */
export function announce(text) {
  document.body.append(spoken);
  fill(spoken);
  clearTimeout(speaking);
  speaking = window.setTimeout(() => {
    fill(spoken, text);
    // Nobody shall find it on the page later.
    speaking = window.setTimeout(() => spoken.remove(), 5000);
  }, 1000);
}

/**
 * Returns true for a file of an image that the studio reads.
 * @param {{ name: string }} file
 */
export const isImage = (file) => /\.(jpe?g|png|webp|avif|svg)$/i.test(file.name);

/**
 * Makes a list of options; the first value may be empty.
 * @param {string} label
 * @param {[value: string, text: string][]} options
 * @param {string} value
 * @param {(value: string) => void} onchange
 */
export function choice(label, options, value, onchange) {
  const select = h(
    "select",
    { onchange: () => onchange(select.value) },
    ...options.map(([own, text]) => h("option", { value: own }, text)),
  );
  select.value = value;
  return h("label", { class: "field" }, h("span", null, label), select);
}

/**
 * Saves a text or bytes as a file.
 * @param {string} name
 * @param {BlobPart} content
 * @param {string} type
 */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own reference to the bytes by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Copies a text. Returns false where the browser forbids it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "measure", value: text });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
