// The Python package as it is in the wheel, without building one: its module, the command and the
// widget's files.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, emptyFolder, installPackage, root, target } from "./support.mjs";

/**
 * Returns the variables with which Python finds the package.
 * @param {string} name of the test
 */
export function python(name) {
  const folder = emptyFolder(`${name}-package`);
  const source = join(root, "integrations/python");
  cpSync(join(source, "explainer_widget"), join(folder, "explainer_widget"), { recursive: true });
  // What pip writes, so that MkDocs finds its plugin.
  const information = join(folder, "explainer_widget-0.1.0.dist-info");
  mkdirSync(information);
  writeFileSync(
    join(information, "METADATA"),
    "Metadata-Version: 2.1\nName: explainer-widget\nVersion: 0.1.0\n",
  );
  const entry = "[mkdocs.plugins]\nexplainer = explainer_widget.mkdocs:ExplainerPlugin\n";
  writeFileSync(join(information, "entry_points.txt"), entry);
  const installed = installPackage(target);
  const widget = join(installed, "release");
  cpSync(join(installed, "explainer.js"), join(folder, "explainer_widget/notebook.js"));
  return { PYTHONPATH: folder, EXPLAINER: command(), EXPLAINER_WIDGET: widget };
}
