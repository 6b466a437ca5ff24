// The hooks, as pre-commit runs them before a commit.

import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import {
  command,
  emptyFolder,
  installPackage,
  mistakes,
  needs,
  root,
  run,
  story,
  succeed,
  tarball,
} from "../test/support.mjs";

const IDENTITY = ["-c", "user.name=test", "-c", "user.email=test@example.org"];

/** A repository with our hooks, and one that uses a hook of it. */
function repositories(hook) {
  const folder = emptyFolder(`pre-commit-${hook}`);
  const [ours, theirs] = ["ours", "theirs"].map((name) => join(folder, name));
  const git = (cwd, ...words) => succeed("git", [...IDENTITY, ...words], { cwd }).stdout.trim();
  for (const repository of [ours, theirs]) {
    mkdirSync(repository);
    git(repository, "init", "--quiet", "--initial-branch=main");
  }
  cpSync(join(root, ".pre-commit-hooks.yaml"), join(ours, ".pre-commit-hooks.yaml"));
  git(ours, "add", ".");
  git(ours, "commit", "--quiet", "--message=Hooks");
  const rev = git(ours, "rev-parse", "HEAD");
  const config = { repos: [{ repo: ours, rev, hooks: [{ id: hook }] }] };
  // YAML has JSON in it.
  writeFileSync(join(theirs, ".pre-commit-config.yaml"), JSON.stringify(config));
  writeFileSync(join(theirs, ".gitignore"), "node_modules\n");
  installPackage(theirs);
  mkdirSync(join(folder, "bin"));
  symlinkSync(command(), join(folder, "bin/explainer"));
  chmodSync(join(folder, "bin"), 0o755);
  mkdirSync(join(theirs, "stories"));
  const commit = (from, to) => {
    cpSync(from, join(theirs, to));
    git(theirs, "add", ".");
    const env = { PRE_COMMIT_HOME: join(folder, "home"), npm_config_offline: "true" };
    env.PATH = [join(folder, "bin"), process.env.PATH].join(delimiter);
    return run("pre-commit", ["run", "--verbose"], { cwd: theirs, env });
  };
  return commit;
}

const skip = needs("pre-commit", "git");

for (const hook of ["explainer-check", "explainer-check-installed"]) {
  test(`${hook} lets a correct story pass and refuses a wrong one`, { skip }, () => {
    const commit = repositories(hook);
    const passed = commit(story, "stories/yen.json");
    assert.equal(passed.status, 0, passed.output);
    assert.match(passed.output, /Passed/);
    const elsewhere = commit(mistakes, "elsewhere.json");
    assert.equal(elsewhere.status, 0, elsewhere.output);
    const refused = commit(mistakes, "stories/mistakes.json");
    assert.notEqual(refused.status, 0, refused.output);
    assert.match(refused.output, /error\[bad-date\]: `2020-10-32` does not exist/);
    assert.match(refused.output, /stories\/mistakes\.json:66:15/);
  });
}

test("the hook runs the version of the project", () => {
  const hooks = readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8");
  const version = /explainer-widget-(.*)\.tgz$/.exec(tarball())?.[1];
  assert.ok(hooks.includes(`explainer-widget@${version} `), `not version ${version}`);
});
