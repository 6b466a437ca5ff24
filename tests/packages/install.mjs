// Unpacks the tarball of the npm package, as npm does when it installs it.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const target = join(import.meta.dirname, "../../target");

/** @returns {string} the tarball that `cargo xtask package npm` has written */
export function tarball() {
  const found = readdirSync(target).filter((name) => /^explainer-widget-.*\.tgz$/.test(name));
  if (found.length !== 1) throw new Error("run `cargo xtask package npm` first");
  return join(target, found[0]);
}

/** @param {string} folder */
export function install(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball(), "-C", folder, "--strip-components=1"]);
}
