// Drafts in this browser. The storage is a cache that browsers clear; the author's file is
// authoritative. One tab writes a draft at a time.

/**
 * @typedef {{ name: string, at: number, hash: string }} SavedFile the file that holds a draft's
 *   text
 * @typedef {{ id: string, title: string, text: string, kept: number, file?: SavedFile,
 *   opening?: boolean }} Draft
 */

/** @type {Promise<IDBDatabase> | undefined} */
let database;

/** @returns {Promise<IDBDatabase>} */
const open = () =>
  (database ??= new Promise((done, fail) => {
    const request = indexedDB.open("explainer-studio", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "id" });
    request.onsuccess = () => {
      // The browser may close it, for example when a user clears the data of sites.
      request.result.onclose = forgetDatabase;
      done(request.result);
    };
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("another tab holds the storage"));
  }).catch((error) => {
    // The next attempt opens it again.
    forgetDatabase();
    throw error;
  }));

function forgetDatabase() {
  database = undefined;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(drafts: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function transact(mode, act) {
  const transaction = (await open()).transaction("drafts", mode);
  return new Promise((done, fail) => {
    const request = act(transaction.objectStore("drafts"));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => fail(transaction.error ?? new Error("the storage refused"));
    transaction.onerror = () => fail(transaction.error);
  });
}

/**
 * Returns all drafts, the newest first.
 * @returns {Promise<Draft[]>}
 */
export async function drafts() {
  const all = await transact("readonly", (store) => store.getAll());
  return all.sort((a, b) => b.kept - a.kept);
}

/**
 * @param {string} id
 * @returns {Promise<Draft | undefined>}
 */
export const draft = (id) => transact("readonly", (store) => store.get(id));

/** Another tab has written the draft since this one read it. */
export class Newer extends Error {}

/**
 * Keeps a draft, and reads it back to be sure. Fails with `Newer` if the storage has another state
 * than those that this tab has read or written.
 * @param {Draft} record
 * @param {Set<number>} known the times of those states
 */
export async function keep(record, known) {
  let isNewer = false;
  /** @type {Draft | undefined} */
  let read;
  await transact("readwrite", (store) => {
    const found = store.get(record.id);
    found.onsuccess = () => {
      isNewer = found.result !== undefined && !known.has(found.result.kept);
      if (isNewer) return;
      try {
        store.put(record);
      } catch {
        // The storage is full; reading back shows that the draft was not kept.
      }
      const again = store.get(record.id);
      again.onsuccess = () => {
        read = again.result;
      };
    };
    return found;
  });
  if (isNewer) throw new Newer("another tab has written the draft");
  if (read?.text !== record.text) throw new Error("the storage did not keep the draft");
}

/** A draft is gone, but the browser did not remove its images and versions. */
export class ImagesStay extends Error {}

/** @param {unknown} error */
const imagesStay = (error) => {
  throw new ImagesStay(error instanceof Error ? error.message : String(error));
};

/** @param {string} id */
export async function forget(id) {
  await transact("readwrite", (store) => store.delete(id));
  await transactImages("readwrite", (store) => store.delete(allOf(id))).catch(imagesStay);
}

/** Removes every draft. */
export async function forgetAll() {
  await transact("readwrite", (store) => store.clear());
  await transactImages("readwrite", (store) => store.clear()).catch(imagesStay);
}

// ── Images and versions ──

/**
 * Images and versions of drafts have a database of their own, so that a release that knows only
 * drafts can still open these. It is opened for each use: that is seldom. The keys are the draft
 * and the path of an image, or the time of a version.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(images: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function transactImages(mode, act) {
  /** @type {IDBDatabase} */
  const images = await new Promise((done, fail) => {
    const request = indexedDB.open("explainer-studio-images", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("images");
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  try {
    const transaction = images.transaction("images", mode);
    return await new Promise((done, fail) => {
      const request = act(transaction.objectStore("images"));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error ?? new Error("the storage refused"));
      transaction.onerror = () => fail(transaction.error);
    });
  } finally {
    images.close();
  }
}

/**
 * Returns the keys of all images and versions of a draft.
 * @param {string} draft
 */
const allOf = (draft) => IDBKeyRange.bound([draft], [draft, []]);

/** The letters that the versions of a draft may have together; the oldest go first. */
const MOST_LETTERS = 20_000_000;
const MOST_VERSIONS = 20;

/**
 * Returns the versions of a draft, the newest first.
 * @param {string} draft
 * @returns {Promise<import("./compare.js").Version[]>}
 */
export async function versions(draft) {
  const times = IDBKeyRange.bound([draft, 0], [draft, Number.POSITIVE_INFINITY]);
  const found = await transactImages("readonly", (store) => store.getAll(times));
  return found.reverse();
}

/**
 * Keeps a text as a version of a draft, unless the newest version is the same.
 * @param {string} draft
 * @param {string} text
 */
export async function keepVersion(draft, text) {
  const kept = await versions(draft);
  if (kept[0]?.text === text) return;
  let letters = text.length;
  const old = kept.filter((it, index) => {
    letters += it.text.length;
    return index + 1 >= MOST_VERSIONS || letters > MOST_LETTERS;
  });
  const at = Date.now();
  await transactImages("readwrite", (store) => {
    for (const it of old) store.delete([draft, it.at]);
    return store.put({ at, text }, [draft, at]);
  });
}

/**
 * Returns the images of a draft.
 * @param {string} draft
 * @returns {Promise<import("./images.js").Prepared[]>}
 */
export const keptImages = (draft) =>
  transactImages("readonly", (images) =>
    images.getAll(IDBKeyRange.bound([draft, ""], [draft, []])),
  );

/**
 * @param {string} draft
 * @param {import("./images.js").Prepared} image
 */
export const keepImage = (draft, image) =>
  transactImages("readwrite", (images) => images.put(image, [draft, image.file]));

/** Returns an id for a new draft. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) =>
    byte.toString(36).padStart(2, "0"),
  ).join("");

/**
 * Returns a short hash of a text, to compare two texts.
 * @param {string} text
 */
export function mark(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

// ── One writer ──

/** Milliseconds that a tab waits for a lock: a page that is reloaded releases it a moment later. */
const PATIENCE = 500;
/**
 * Milliseconds that a tab gets for keeping its text before another takes the draft over without it.
 */
const GRACE = 5000;

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("explainer-studio") : null;
/** @type {Map<string, { release: () => void, leave: () => Promise<void> }>} */
const held = new Map();

channel?.addEventListener("message", async ({ data }) => {
  const own = held.get(data?.release);
  if (!own) return;
  await own.leave();
  own.release();
  held.delete(data.release);
});

/**
 * Claims a draft for this tab. Returns false if another tab writes it. In browsers without locks
 * every tab writes; the storage then refuses older states.
 * @param {string} id
 * @param {() => Promise<void>} leave called when another tab takes over: keeps the text and stops
 *   writing
 * @param {number} [patience] milliseconds
 * @returns {Promise<boolean>}
 */
export function claim(id, leave, patience = PATIENCE) {
  if (!navigator.locks) return Promise.resolve(true);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  return hold(id, leave, { signal: stop.signal }, () => clearTimeout(timer));
}

/**
 * @param {string} id
 * @param {() => Promise<void>} leave
 * @param {LockOptions} options
 * @param {() => void} [onlock]
 * @returns {Promise<boolean>}
 */
function hold(id, leave, options, onlock) {
  return new Promise((done) => {
    const holding = navigator.locks.request(`explainer-studio ${id}`, options, () => {
      onlock?.();
      done(true);
      return new Promise((release) => {
        held.set(id, { release: () => release(undefined), leave });
      });
    });
    // If the storage is denied, there are no locks either.
    holding.catch((error) => done(error?.name !== "AbortError"));
  });
}

/**
 * Takes a draft over from the tab that writes it, even if that tab does not answer.
 * @param {string} id
 */
export async function takeOver(id) {
  channel?.postMessage({ release: id });
  const leave = async () => {};
  if (!(await claim(id, leave, GRACE))) await hold(id, leave, { steal: true });
}

/**
 * Releases a draft.
 * @param {string} id
 */
export function release(id) {
  held.get(id)?.release();
  held.delete(id);
}
