// Calls into the program. WebAssembly that has trapped cannot be trusted any more: every session
// ends, and every static story comes back.

/**
 * The sessions that show a story, in the order in which they began.
 * @type {Set<import("./session.js").Session>}
 */
export const sessions = new Set();

/**
 * The error that says why the program has stopped, if it has.
 * @type {Error | undefined}
 */
let stopped;

export const hasStopped = () => stopped !== undefined;

/** @param {unknown} error */
export const isStop = (error) => stopped !== undefined && error === stopped;

/** @param {unknown} error */
const isTrap = (error) =>
  error instanceof WebAssembly.RuntimeError ||
  (error instanceof Error && /call stack|recursion/.test(error.message));

/**
 * Calls the program.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function guard(call) {
  if (stopped) throw stopped;
  try {
    return call();
  } catch (error) {
    if (isTrap(error)) stop(/** @type {Error} */ (error));
    throw stopped ?? error;
  }
}

/**
 * Paths by which a stack names the program. A bundle of old syntax does not know its own address.
 * @type {string[]}
 */
const paths = [];

/** @param {(string | undefined)[]} addresses those of the program and of its script */
export function name(...addresses) {
  for (const address of addresses) if (address) paths.push(new URL(address).pathname);
}

/**
 * Ends every session after a trap in a listener, timer or observer, which only the window reports.
 * @param {ErrorEvent} event
 */
export function noticeTrap({ error }) {
  if (isTrap(error) && paths.some((path) => error.stack.includes(path))) stop(error);
}

/** @param {Error} error */
function stop({ message }) {
  if (stopped) return;
  const sentence = `the program has stopped (${message}). Please report what led to this.`;
  stopped = Object.assign(new Error(sentence), { cause: "trap" });
  for (const session of [...sessions]) session.fail(stopped);
}
