// Fetching, and the causes of failures. Browsers hide from scripts why a request failed, so the
// cause is looked for afterwards.

/**
 * Returns the error of a widget that stays static, with a sentence that says what to do.
 * @param {import("./explainer.js").ExplainerCause} cause
 * @param {string} message
 * @param {string[]} [problems]
 */
export const failure = (cause, message, problems) =>
  Object.assign(new Error(message), { cause, problems });

/**
 * Returns the address that an attribute names, resolved.
 * @param {string} attribute
 * @param {string} value
 * @param {string} base
 */
export function resolve(attribute, value, base) {
  try {
    return new URL(value, base).href;
  } catch {
    const example = `${attribute}="/story.json"`;
    throw failure("not-found", `${attribute}="${value}" is not an address, as in ${example}.`);
  }
}

/**
 * The refusals of the page's Content-Security-Policy: address and directive.
 * @type {[address: string, directive: string][]}
 */
const violations = [];

/**
 * Listens for refusals of the policy until the signal ends it.
 * @param {AbortSignal} signal
 */
export function listen(signal) {
  /** @param {SecurityPolicyViolationEvent} event */
  const note = ({ blockedURI, effectiveDirective }) =>
    violations.push([blockedURI, effectiveDirective]);
  addEventListener("securitypolicyviolation", note, { signal });
}

/**
 * Returns the directive that refused an address, if one did. Browsers report it after its
 * consequence.
 * @param {(address: string) => boolean} isWanted
 */
export async function refusal(isWanted) {
  await new Promise((done) => setTimeout(done, 50));
  return violations.find(([address]) => isWanted(address))?.[1];
}

/**
 * @param {string} url
 * @param {string} [integrity]
 * @param {AbortSignal} [signal]
 */
export async function get(url, integrity = "", signal) {
  let response;
  try {
    response = await fetch(url, { integrity, signal });
  } catch {
    signal?.throwIfAborted();
    throw await reason(url, Boolean(integrity));
  }
  const problem = refused(response, url);
  if (problem) throw problem;
  return response;
}

/**
 * Returns an error if a response is unusable.
 * @param {Response} response
 * @param {string} url
 * @param {string} [wanted] part of the content type
 */
function refused(response, url, wanted = "") {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok) {
    return failure("not-found", `${url}: HTTP ${response.status}. Upload the whole release.`);
  }
  if (type.includes("text/html")) {
    const sentence = "Upload the whole release; answer unknown addresses with 404.";
    return failure("html", `${url} is answered with a web page. ${sentence}`);
  }
  if (!type.includes(wanted)) {
    return failure("mime", `${url} is sent as “${type}”. Send .js as text/javascript.`);
  }
}

/**
 * Finds out why a file could not be used: browsers hide the cause from scripts.
 * @param {string} url
 * @param {boolean} isReleased true if only the released file can be used
 * @param {string} [wanted] part of the content type
 */
export async function reason(url, isReleased, wanted) {
  const directive = await refusal((address) => url.startsWith(address));
  if (directive) return forbidden(directive, url);
  try {
    const response = await fetch(url, { cache: "no-store" });
    const problem = refused(response, url, wanted);
    if (problem) return problem;
    const sentence = "Upload it again, unchanged.";
    if (isReleased) return failure("integrity", `${url} is not the released file. ${sentence}`);
    // The network is back.
  } catch {
    const there = await fetch(url, { mode: "no-cors" }).catch(() => {});
    if (there) {
      const sentence = "Send Access-Control-Allow-Origin: *.";
      return failure("cors", `${url} may not be read from ${origin}. ${sentence}`);
    }
  }
  const sentence = "Check connection, address and blockers.";
  return failure("offline", `${url} cannot be reached. ${sentence}`);
}

/**
 * @param {string} directive
 * @param {string} url
 */
export const forbidden = (directive, url) =>
  failure(
    "csp",
    `the page's Content-Security-Policy forbids it (${directive}). ` +
      `Allow ${new URL(url).origin} in script-src, with 'wasm-unsafe-eval', ` +
      "and in connect-src.",
  );
