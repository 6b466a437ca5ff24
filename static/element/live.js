// The script that the loader, explainer.js, fetches when a story comes near the reader. It starts
// the program and exports the class that shows stories with it.

import { setUp } from "./mount.js";
import { name } from "./program.js";
import init from "./widget.js";

export { Session } from "./session.js";

/**
 * Compiles the program; called once, before anything else.
 * @param {{ module_or_path: Response }} program
 * @param {string} style the text of the style sheet
 * @param {string | undefined} integrity that of this script, where files are checked
 */
export default async function start(program, style, integrity) {
  name(import.meta.url, program.module_or_path.url);
  await init(program);
  setUp(style, import.meta.url, integrity);
}
