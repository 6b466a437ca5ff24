// Two entries of the list of sources that are the same source: the one is put in the place of the
// other, wherever the story refers to it.

import * as core from "./core.js";

/** @typedef {import("./forms.js").Path} Path */

/**
 * Returns the paths of all lists of ids of sources that have an id.
 * @param {any} value
 * @param {string} id
 * @param {Path} [path]
 * @returns {{ path: Path, ids: string[] }[]}
 */
export function references(value, id, path = []) {
  if (typeof value !== "object" || !value) return [];
  const isIds = path.length > 1 && path.at(-1) === "sources" && Array.isArray(value);
  if (isIds) return value.includes(id) ? [{ path, ids: value }] : [];
  return Object.entries(value).flatMap(([key, inner]) =>
    references(inner, id, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/**
 * Returns the other sources that have the address of one.
 * @param {any} data
 * @param {number} index
 * @returns {number[]}
 */
export function sameAddress(data, index) {
  const plain = (/** @type {any} */ source) =>
    String(source?.address ?? "")
      .trim()
      .replace(/^http:/, "https:")
      .replace(/\/?(#.*)?$/, "");
  const own = plain(data.sources[index]);
  const others = /** @type {any[]} */ (data.sources).keys();
  return [...others].filter((at) => own && at !== index && plain(data.sources[at]) === own);
}

/**
 * Puts one source in the place of another and removes that one, in one step of the history. Returns
 * false if the text is not JSON, or has changed meanwhile.
 * @param {import("./text.js").Text} text
 * @param {number} from the index of the source that goes
 * @param {number} into the index of the source that stays
 */
export async function merge(text, from, into) {
  const before = text.text;
  let data;
  try {
    data = JSON.parse(before);
  } catch {
    return false;
  }
  const [old, kept] = [data.sources?.[from]?.id, data.sources?.[into]?.id];
  if (typeof old !== "string" || typeof kept !== "string") return false;
  let after = before;
  /** @type {{ path: Path, value: unknown }[]} */
  const edits = references(data, old).map(({ path, ids }) => ({
    path,
    value: [...new Set(ids.map((id) => (id === old ? kept : id)))],
  }));
  for (const { path, value } of [...edits, { path: ["sources", from], value: undefined }]) {
    const splice = await core.edit(after, path, value);
    if (!splice) return false;
    after = after.slice(0, splice.from) + splice.text + after.slice(splice.to);
  }
  if (text.text !== before) return false;
  text.replace(after, "merge");
  return true;
}
