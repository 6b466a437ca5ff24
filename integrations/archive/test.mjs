// The archive and the Debian package of the native command, made with the profile of the other
// tests.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as support from "../test/support.mjs";

const archives = join(support.root, "target/archives");
const skip = support.needs("cargo");
const VERSION = "0.1.0";

/** The checksum of each file that has been made. */
const sums = () =>
  readdirSync(archives)
    .filter((name) => name.endsWith(".sha256"))
    .map((name) => readFileSync(join(archives, name), "utf8"));

/** The folder that is in the archive. */
const unpacked = () => {
  const entries = readdirSync(archives, { withFileTypes: true });
  return join(archives, entries.find((entry) => entry.isDirectory())?.name ?? "");
};

const make = () => support.succeed("cargo", ["xtask", "package", "archive", "--profile", "dev"]);

test("the archive has the command, its manual and the licences", { skip }, () => {
  make();
  const name = readdirSync(archives).find((file) => file.endsWith(".tar.gz")) ?? "";
  assert.match(
    name,
    new RegExp(`^explainer-${VERSION.replaceAll(".", "\\.")}-\\w+-\\w+-[\\w-]+\\.tar\\.gz$`),
  );
  for (const sum of sums())
    support.succeed("sha256sum", ["--check", "-"], { cwd: archives, input: sum });

  const folder = support.emptyFolder("archive");
  support.succeed("tar", ["-xzf", join(archives, name), "-C", folder]);
  const within = join(folder, name.slice(0, -".tar.gz".length));
  const explainer = join(within, "explainer");
  assert.match(
    support.succeed(explainer, ["--version"]).stdout,
    new RegExp(`^explainer ${VERSION}`),
  );
  const rendered = support.succeed(explainer, ["render", support.story, "--lang=en"]).stdout.trim();
  const native = join(support.root, "target/debug/explainer");
  assert.equal(rendered, support.rendered("en", support.story, native));

  const pages = readdirSync(join(within, "man"));
  for (const command of ["", "-check", "-render", "-site"])
    assert.ok(pages.includes(`explainer${command}.1`), pages);
  assert.match(readFileSync(join(within, "man/explainer-check.1"), "utf8"), /deny\\-warnings/);
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(existsSync(join(within, file)));
  assert.match(readFileSync(join(within, "LICENSES.md"), "utf8"), /clap/);
});

test("man shows the pages", { skip: skip || support.needs("man") }, () => {
  const page = join(unpacked(), "man");
  const { stdout } = support.succeed(
    "man",
    ["--warnings", "--local-file", join(page, "explainer-check.1")],
    {
      env: { MANPAGER: "cat", MANWIDTH: "80" },
    },
  );
  assert.match(stdout, /--deny-warnings/);
});

test("bash completes sub-commands and options", { skip: skip || support.needs("bash") }, () => {
  const script = join(unpacked(), "completions/explainer.bash");
  const ask = `
    source "$1"
    COMP_WORDS=(explainer check --de) COMP_CWORD=2
    _explainer explainer --de check
    printf '%s\\n' "\${COMPREPLY[@]}"
  `;
  assert.match(support.succeed("bash", ["-c", ask, "bash", script]).stdout, /^--deny-warnings$/m);
});

test("the Debian package installs what it says", {
  skip: skip || support.needs("dpkg-deb"),
}, () => {
  const name = readdirSync(archives).find((file) => file.endsWith(".deb")) ?? "";
  assert.match(name, /^explainer-widget_0\.1\.0_\w+\.deb$/);
  const folder = support.emptyFolder("debian");
  support.succeed("dpkg-deb", ["--extract", join(archives, name), folder]);
  assert.match(
    support.succeed(join(folder, "usr/bin/explainer"), ["--version"]).stdout,
    /^explainer 0/,
  );
  for (const path of [
    "usr/share/man/man1/explainer.1.gz",
    "usr/share/bash-completion/completions/explainer",
    "usr/share/zsh/vendor-completions/_explainer",
    "usr/share/fish/vendor_completions.d/explainer.fish",
    "usr/share/doc/explainer-widget/copyright",
  ]) {
    assert.ok(existsSync(join(folder, path)), path);
  }
  const { stdout } = support.succeed("dpkg-deb", ["--info", join(archives, name)]);
  assert.match(stdout, /Depends: libc6 \(>= 2\.\d+\)/);
});

test("lintian finds no error in it", { skip: skip || support.needs("lintian") }, () => {
  const name = readdirSync(archives).find((file) => file.endsWith(".deb")) ?? "";
  const result = support.run("lintian", ["--fail-on=error", join(archives, name)]);
  assert.equal(result.status, 0, result.output);
});

test("a second time the same bytes are made", { skip }, () => {
  const before = sums();
  assert.ok(before.length > 0);
  make();
  assert.deepEqual(sums(), before);
});
