// The entry of what the loader, explainer.js, fetches when a story comes near the reader: it starts the
// program and exports the class that shows stories with it.

import { setStyle } from "./mount.js";
import init from "./widget.js";

export { Session } from "./session.js";

/**
 * Compiles the program; called once, before anything else.
 * @param {Parameters<typeof init>[0]} program
 * @param {string} style the text of the style sheet
 */
export default async function start(program, style) {
  await init(program);
  setStyle(style);
}
