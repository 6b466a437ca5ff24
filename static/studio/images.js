// The images of a draft. The browser makes the author's file ready for readers: it draws the image
// again, upright and in the widths that screens need. So nothing but pixels leaves the studio:
// neither the place and the camera of a photograph, nor a script of an SVG.

import { hex, sha256 } from "./sha256.js";
import { keepImage, keptImages } from "./store.js";

/**
 * @typedef {{ path: string, type: string, bytes: Uint8Array<ArrayBuffer> }} ImageFile
 * @typedef {{ width: number, height: number, modern: string, plain: string }} Ready
 * @typedef {{ file: string, ready: Ready, mark?: Ready, files: ImageFile[] }} Prepared
 *   `mark` is for an actor; images that were kept by an older studio have none
 * @typedef {{ path: (string | number)[], file: string }} Place where a story names a file
 */

/** The widths of files, in pixels, as in src/images/raster.rs. */
const WIDTHS = [640, 1080, 1600];
const LARGEST = 1600;
/** The longer side of the image of an actor, in pixels. */
const MARK = 96;
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
  const actors = Array.isArray(data?.actors) ? data.actors : [];
  for (const [index, actor] of actors.entries()) {
    const file = actor?.image?.file;
    if (typeof file === "string" && file) {
      found.push({ path: ["actors", index, "image", "file"], file });
    }
  }
  return found;
}

/**
 * Returns what a story says of the prepared files of an image in one of its places.
 * @param {Place} place
 * @param {Prepared} image
 * @returns {Ready}
 */
function readyAt({ path }, { ready, mark }) {
  if (path[0] !== "actors") return ready;
  // An actor has one file, without a width.
  const [plain = ""] = ready.plain.split(" ");
  return mark ?? { ...ready, modern: plain, plain };
}

/**
 * Returns the paths of prepared files.
 * @param {Ready} ready
 */
const pathsOf = ({ modern, plain }) =>
  `${modern}, ${plain}`.split(", ").map((file) => file.split(" ")[0]);

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
    for (const place of ours) {
      const image = this.#images.get(place.file);
      const medium = place.path.slice(0, -1).reduce((value, key) => value[key], data);
      if (image) medium.ready = readyAt(place, image);
    }
    return ours.length ? `${JSON.stringify(data, null, 2)}\n` : text;
  }

  /**
   * Returns the files that readers of a story load.
   * @param {any} data
   */
  files(data) {
    /** @type {Map<string, ImageFile>} */
    const wanted = new Map();
    for (const place of places(data)) {
      const image = this.#images.get(place.file);
      const paths = new Set(image && pathsOf(readyAt(place, image)));
      for (const it of image?.files ?? []) if (paths.has(it.path)) wanted.set(it.path, it);
    }
    return [...wanted.values()];
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
      const { canvas, context } = drawn(image, width, width * shape);
      if (type !== TYPES.jpg && !isDrawing && !made.length && seesThrough(context)) {
        plainType = "image/png";
      }
      const plain = await encoded(canvas, plainType);
      // A browser that does not write WebP returns PNG.
      const webp = await encoded(canvas, "image/webp");
      made.push({ width, plain, modern: webp.type === "image/webp" ? webp : plain });
    }
    const height = Math.max(1, Math.round(own * shape));
    const side = Math.min(own, MARK / Math.max(1, shape));
    const mark = drawn(image, side, side * shape).canvas;
    return await named(path, made, { mark, blob: await encoded(mark, plainType) }, own, height);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Draws an image in a width and a height.
 * @param {HTMLImageElement} image
 * @param {number} width
 * @param {number} height
 */
function drawn(image, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser has no room for it");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, context };
}

/**
 * Names the files of an image after their content, so that caches may keep them for ever.
 * @param {string} path
 * @param {{ width: number, modern: Blob, plain: Blob }[]} made
 * @param {{ mark: HTMLCanvasElement, blob: Blob }} small the image for an actor
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Prepared>}
 */
async function named(path, made, { mark, blob: small }, width, height) {
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
  /**
   * @param {Blob} blob
   * @param {number | string} end
   */
  const add = async (blob, end) => {
    const own = `${name}-${end}.${ENDINGS[blob.type]}`;
    files.set(own, {
      path: own,
      type: blob.type,
      bytes: new Uint8Array(await blob.arrayBuffer()),
    });
    return own;
  };
  /** @param {"modern" | "plain"} form */
  const set = async (form) => {
    const list = [];
    for (const it of made) list.push(`${await add(it[form], it.width)} ${it.width}w`);
    return list.join(", ");
  };
  const ready = { width, height, modern: await set("modern"), plain: await set("plain") };
  const face = await add(small, "mark");
  return {
    file: path,
    ready,
    mark: { width: mark.width, height: mark.height, modern: face, plain: face },
    files: [...files.values()],
  };
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
