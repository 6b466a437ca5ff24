// The images of a draft. The browser makes the author's file ready for readers: it draws the image
// again, upright and in the widths that screens need. So nothing but pixels leaves the studio:
// neither the place and the camera of a photograph, nor a script of an SVG.

import { hex, sha256 } from "./sha256.js";
import { keepImage, keptImages } from "./store.js";

/**
 * @typedef {{ path: string, type: string, bytes: Uint8Array<ArrayBuffer> }} ImageFile
 * @typedef {{ width: number, height: number, modern: string, plain: string }} Ready
 * @typedef {{ file: string, ready: Ready, files: ImageFile[] }} Prepared
 * @typedef {{ path: (string | number)[], file: string }} Place where a story names a file
 */

/** The widths of files, in pixels, as in src/images/raster.rs. */
const WIDTHS = [640, 1080, 1600];
const LARGEST = 1600;
const QUALITY = 0.8;
/** The largest file that is read. */
const MOST_BYTES = 100_000_000;

/** @type {Record<string, string>} */
const TYPES = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
};
/** @type {Record<string, string>} */
const ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** For the dialog in which an author chooses files. */
export const ACCEPTED = Object.keys(TYPES)
  .map((ending) => `.${ending}`)
  .join(",");

/** @param {string} name */
const typeOf = (name) => TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];

/** @param {string} path */
const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);

/**
 * Returns each place of a story that names a file.
 * @param {any} data
 * @returns {Place[]}
 */
export function places(data) {
  /** @type {Place[]} */
  const found = [];
  const events = Array.isArray(data?.events) ? data.events : [];
  for (const [event, { media } = /** @type {any} */ ({})] of events.entries()) {
    if (!Array.isArray(media)) continue;
    for (const [index, medium] of media.entries()) {
      if (typeof medium?.file !== "string" || !medium.file) continue;
      found.push({ path: ["events", event, "media", index, "file"], file: medium.file });
    }
  }
  return found;
}

export class Images {
  /** @type {Map<string, Prepared>} */
  #images = new Map();
  #draft;

  /** @param {string} draft */
  constructor(draft) {
    this.#draft = draft;
  }

  /**
   * Returns the images of a draft that this browser has kept.
   * @param {string} draft
   */
  static async of(draft) {
    const images = new Images(draft);
    for (const it of await keptImages(draft).catch(() => [])) images.#images.set(it.file, it);
    return images;
  }

  /**
   * Makes a file ready, and keeps the result. Returns the path under which the story names it, and
   * false if the browser keeps it only as long as the page is open.
   * @param {File} file
   * @param {any} data the story
   */
  async add(file, data) {
    const named = places(data).find((it) => baseName(it.file) === file.name);
    const plain = file.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "");
    const path = named?.file ?? `images/${plain}`;
    const prepared = await prepare(path, file);
    this.#images.set(path, prepared);
    const kept = await keepImage(this.#draft, prepared).then(
      () => true,
      () => false,
    );
    return { path, kept, named: named !== undefined };
  }

  /** @param {any} data */
  missing(data) {
    return places(data).filter(({ file }) => !this.#images.has(file));
  }

  /**
   * Returns the story with the files that readers load; the same text if it has none.
   * @param {string} text
   * @returns {string}
   */
  inText(text) {
    if (!this.#images.size) return text;
    /** @type {any} */
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return text;
    }
    const ours = places(data).filter(({ file }) => this.#images.has(file));
    for (const { path, file } of ours) {
      const [, event = 0, , medium = 0] = path;
      data.events[event].media[medium].ready = this.#images.get(file)?.ready;
    }
    return ours.length ? `${JSON.stringify(data, null, 2)}\n` : text;
  }

  /**
   * Returns the files that readers of a story load.
   * @param {any} data
   */
  files(data) {
    const wanted = new Set(places(data).map(({ file }) => file));
    return [...wanted].flatMap((file) => this.#images.get(file)?.files ?? []);
  }
}

/**
 * Draws an image in each width.
 * @param {string} path
 * @param {File} file
 * @returns {Promise<Prepared>}
 */
async function prepare(path, file) {
  const type = typeOf(file.name) ?? "";
  if (file.size > MOST_BYTES) throw new Error("the limit is 100 MB");
  // The type is that of the ending, so a file is read as nothing but an image.
  const address = URL.createObjectURL(new Blob([await file.arrayBuffer()], { type }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    // A drawing has no pixels of its own.
    const own = type === TYPES.svg ? LARGEST : Math.min(image.naturalWidth, LARGEST);
    const shape = image.naturalHeight / image.naturalWidth;
    if (!(own > 0 && shape > 0)) throw new Error("it has no width and height");
    const widths = [...WIDTHS.filter((width) => width * 6 < own * 5), own];
    const isDrawing = type === TYPES.svg || type === TYPES.png;
    let plainType = isDrawing ? "image/png" : "image/jpeg";
    /** @type {{ width: number, modern: Blob, plain: Blob }[]} */
    const made = [];
    for (const width of widths) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = Math.max(1, Math.round(width * shape));
      const context = canvas.getContext("2d");
      if (!context) throw new Error("the browser has no room for it");
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      if (type !== TYPES.jpg && !isDrawing && !made.length && seesThrough(context)) {
        plainType = "image/png";
      }
      const plain = await encoded(canvas, plainType);
      // A browser that does not write WebP returns PNG.
      const webp = await encoded(canvas, "image/webp");
      made.push({ width, plain, modern: webp.type === "image/webp" ? webp : plain });
    }
    const height = Math.max(1, Math.round(own * shape));
    return await named(path, made, own, height);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Names the files of an image after their content, so that caches may keep them for ever.
 * @param {string} path
 * @param {{ width: number, modern: Blob, plain: Blob }[]} made
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Prepared>}
 */
async function named(path, made, width, height) {
  const stem = baseName(path)
    .replace(/\.\w+$/, "")
    .toLowerCase();
  const slug =
    stem
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .join("-")
      .slice(0, 40) || "image";
  const all = await new Blob(made.flatMap(({ modern, plain }) => [modern, plain])).arrayBuffer();
  const name = `images/${slug}-${hex(sha256(new Uint8Array(all))).slice(0, 10)}`;
  /** @type {Map<string, ImageFile>} */
  const files = new Map();
  /** @param {"modern" | "plain"} form */
  const set = async (form) => {
    const list = [];
    for (const it of made) {
      const blob = it[form];
      const own = `${name}-${it.width}.${ENDINGS[blob.type]}`;
      files.set(own, {
        path: own,
        type: blob.type,
        bytes: new Uint8Array(await blob.arrayBuffer()),
      });
      list.push(`${own} ${it.width}w`);
    }
    return list.join(", ");
  };
  const ready = { width, height, modern: await set("modern"), plain: await set("plain") };
  return { file: path, ready, files: [...files.values()] };
}

/**
 * Returns true if some pixel is not opaque.
 * @param {CanvasRenderingContext2D} context
 */
function seesThrough(context) {
  const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @returns {Promise<Blob>}
 */
const encoded = (canvas, type) =>
  new Promise((done, fail) =>
    canvas.toBlob(
      (blob) => (blob ? done(blob) : fail(new Error("the browser cannot write it"))),
      type,
      QUALITY,
    ),
  );
