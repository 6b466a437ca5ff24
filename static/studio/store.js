// Drafts in this browser. The storage is a cache: browsers clear it, and the truth is a file. One tab writes a
// draft at a time.

/**
 * @typedef {{ name: string, at: number, hash: string }} SavedFile the file that holds a draft's text
 * @typedef {{ id: string, title: string, text: string, kept: number, file?: SavedFile, opening?: boolean }} Draft
 */

/** @type {Promise<IDBDatabase> | undefined} */
let database;

/** @returns {Promise<IDBDatabase>} */
const open = () =>
  (database ??= new Promise((done, fail) => {
    const request = indexedDB.open("explainer-studio", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "id" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("another tab holds the storage"));
  }));

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

/**
 * Keeps a draft, and reads it back: only then it is kept.
 * @param {Draft} record
 */
export async function keep(record) {
  await transact("readwrite", (store) => store.put(record));
  const read = await draft(record.id);
  if (read?.text !== record.text) throw new Error("the storage did not keep the draft");
}

/** @param {string} id */
export const forget = (id) => transact("readwrite", (store) => store.delete(id));

/** Forgets every draft. */
export const forgetAll = () => transact("readwrite", (store) => store.clear());

/** Returns an id for a new draft. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) =>
    byte.toString(36).padStart(2, "0"),
  ).join("");

/**
 * A short mark of a text, to tell two apart.
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
 * Claims a draft for this tab. Returns false if another tab writes it. Browsers without locks let every tab
 * write.
 * @param {string} id
 * @param {() => Promise<void>} leave called when another tab takes over: keeps the text and stops writing
 * @param {boolean} [wait] waits until the other tab has left
 * @returns {Promise<boolean>}
 */
export function claim(id, leave, wait = false) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((done) => {
    const options = wait ? {} : { ifAvailable: true };
    void navigator.locks.request(`explainer-studio ${id}`, options, (lock) => {
      done(lock !== null);
      if (!lock) return;
      return new Promise((release) => {
        held.set(id, { release: () => release(undefined), leave });
      });
    });
  });
}

/**
 * Takes a draft over from the tab that writes it.
 * @param {string} id
 * @param {() => Promise<void>} leave
 */
export function takeOver(id, leave) {
  channel?.postMessage({ release: id });
  return claim(id, leave, true);
}

/**
 * Lets a draft go.
 * @param {string} id
 */
export function release(id) {
  held.get(id)?.release();
  held.delete(id);
}
