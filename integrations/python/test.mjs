// The module, the wheel in an empty environment, and a notebook.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { python } from "../test/python.mjs";
import * as support from "../test/support.mjs";

const here = import.meta.dirname;
const native = join(support.root, "target/debug/explainer");

test("the module", { skip: support.needs("maturin") }, () => {
  const { output } = support.succeed(
    "python",
    ["-m", "unittest", "-v", join(here, "tests/test_module.py")],
    {
      env: python("python"),
    },
  );
  assert.match(output, /Ran \d\d tests/);
});

test("a notebook holds the story without scripts of ours", {
  skip: support.needs("jupyter-nbconvert"),
}, async () => {
  const folder = support.emptyFolder("notebook");
  cpSync(join(here, "tests/notebook.ipynb"), join(folder, "index.ipynb"));
  cpSync(support.story, join(folder, "yen-and-banks.json"));
  const env = python("notebook");
  const convert = (...words) => support.succeed("jupyter-nbconvert", words, { cwd: folder, env });
  convert("--to=notebook", "--execute", "--inplace", "index.ipynb");
  const { cells } = JSON.parse(readFileSync(join(folder, "index.ipynb"), "utf8"));
  const shown = [cells.at(-1).outputs[0].data["text/html"]].flat().join("");
  assert.equal(support.count(shown, support.rendered()), 1, "the output is not the story");
  assert.doesNotMatch(shown, /<script/);
  assert.equal(cells.at(-2).outputs[0].data["text/plain"].toString(), "1");
  // Which writes attributes in another order.
  convert("--to=html", "index.ipynb");
  if (support.needs("chromedriver")) return;
  const site = await support.serve(folder);
  try {
    await support.staticIsShown(site.at);
  } finally {
    site.close();
  }
});

const WRITE = `
import json, explainer_widget
from pathlib import Path
live = explainer_widget.Story(${JSON.stringify(support.story)}).live("en")
Path("module.js").write_text(live._esm)
Path("explainer.css").write_text(live._css)
Path("packed.txt").write_bytes(live.packed)
story = {"lang": live.lang, "html": live.html, "event": live.event}
Path("story.json").write_text(json.dumps(story))
`;

// As anywidget does: the module comes from a blob, and the model holds bytes as a DataView.
const PAGE = `<!doctype html><meta charset="utf-8">\
<link rel="stylesheet" href="explainer.css"><div></div>
<script type="module">
const get = async (file) => (await fetch(file)).blob();
const values = JSON.parse(await (await get("story.json")).text());
values.packed = new DataView(await (await get("packed.txt")).arrayBuffer());
const text = new Blob([await get("module.js")], { type: "text/javascript" });
const { default: widget } = await import(URL.createObjectURL(text));
const heard = {};
const model = {
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes: () => {},
  on: (name, act) => { heard[name] = act; },
  off: () => {},
};
widget.render({ model, el: document.querySelector("div") });
</script>`;

test("the live widget of a notebook", {
  skip: support.needs("chromedriver", "maturin"),
}, async () => {
  const folder = support.emptyFolder("notebook-live");
  support.succeed("python", ["-c", WRITE], { cwd: folder, env: python("notebook-live") });
  writeFileSync(join(folder, "index.html"), PAGE);
  // Nothing else is there, so nothing else is asked for.
  await support.becomesLive(folder);
});

const skip = support.needs("maturin", "cargo");

test("a wheel has the command, the module and the widget", { skip }, () => {
  cpSync(
    join(support.installPackage(support.target), "explainer.js"),
    join(here, "explainer_widget/notebook.js"),
  );
  // With the profile of the other tests, so that little is compiled.
  cpSync(
    join(support.installPackage(support.target), "release"),
    join(here, "explainer_widget/widget"),
    {
      recursive: true,
    },
  );
  const wheels = support.emptyFolder("wheels");
  const options = [
    "--profile=dev",
    "--compatibility=linux",
    "--auditwheel=skip",
    `--out=${wheels}`,
  ];
  const env = { CARGO_TARGET_DIR: join(support.root, "target") };
  support.succeed("maturin", ["build", ...options], { cwd: here, env });
  const [wheel, ...others] = readdirSync(wheels);
  assert.deepEqual(others, []);
  assert.match(wheel, /^explainer_widget-0\.1\.0-py3-none-linux_\w+\.whl$/);

  const folder = support.emptyFolder("wheel-installed");
  support.succeed("python3", ["-m", "venv", "venv"], { cwd: folder });
  const bin = join(folder, "venv/bin");
  const pip = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", join(wheels, wheel)];
  support.succeed(join(bin, "python"), pip, { cwd: folder });
  assert.match(
    support.succeed(join(bin, "explainer"), ["--version"]).stdout,
    /^explainer 0\.1\.0$/m,
  );
  const script = `
import explainer_widget, importlib.metadata, sys
from pathlib import Path
command = explainer_widget.command()
assert Path(command).parent == Path(sys.executable).parent, command
assert (explainer_widget.widget_files() / "explainer.js").is_file()
assert Path(explainer_widget.__file__).with_name("notebook.js").is_file()
assert [entry.value for entry in importlib.metadata.entry_points(group="mkdocs.plugins")]
sys.stdout.write(explainer_widget.render(${JSON.stringify(support.story)}, "en"))
`;
  const cleared = { EXPLAINER: undefined, EXPLAINER_WIDGET: undefined, PYTHONPATH: undefined };
  const { stdout } = support.succeed(join(bin, "python"), ["-c", script], {
    cwd: folder,
    env: cleared,
  });
  assert.equal(stdout, support.rendered("en", support.story, native));
});
