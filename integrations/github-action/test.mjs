// The scripts of the action, on stories with and without errors.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  command,
  emptyFolder,
  installPackage,
  mistakes,
  needs,
  run,
  story,
  tarball,
} from "../test/support.mjs";

const here = import.meta.dirname;
const action = readFileSync(join(here, "action.yml"), "utf8");

/** A checkout with both stories. */
function checkout(name) {
  const folder = emptyFolder(name);
  mkdirSync(join(folder, "stories"));
  cpSync(story, join(folder, "stories/yen.json"));
  cpSync(mistakes, join(folder, "stories/mistakes, again.json"));
  return folder;
}

/** Runs the action's script as GitHub does. */
function check(folder, inputs) {
  const files = {
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  for (const file of Object.values(files)) rmSync(file, { force: true });
  const env = { GITHUB_ACTION_PATH: here, COMMAND: command(), ...files, ...inputs };
  const result = run("bash", [join(here, "check.sh")], { cwd: folder, env });
  const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    ...result,
    outputs: read(files.GITHUB_OUTPUT),
    summary: read(files.GITHUB_STEP_SUMMARY),
  };
}

test("a correct story passes and leaves an empty report", () => {
  const folder = checkout("github-action-correct");
  const result = check(folder, { STORIES: "  stories/yen.json  \n\n" });
  assert.equal(result.status, 0, result.output);
  assert.match(result.outputs, /^sarif-file=explainer\.sarif\nerrors=0\nwarnings=0\n$/);
  assert.match(result.summary, /All stories are correct/);
  const { runs } = JSON.parse(readFileSync(join(folder, "explainer.sarif"), "utf8"));
  assert.deepEqual(runs[0].results, []);
});

test("a wrong story fails, and each problem is beside its line", () => {
  const folder = checkout("github-action-wrong");
  const result = check(folder, { STORIES: "stories", SARIF_FILE: "reports/stories.sarif" });
  assert.equal(result.status, 1, result.output);
  assert.match(result.output, /error\[missing-field\]: `summary` is missing/);
  const line = "file=stories/mistakes%2C again.json,line=66,col=15,title=bad-date";
  assert.ok(
    result.stdout.includes(`::error ${line}::\`2020-10-32\` does not exist`),
    result.stdout,
  );
  assert.doesNotMatch(result.stdout, /::(error|warning) file=stories\/yen/);
  assert.match(result.summary, /\| stories\/mistakes, again\.json:66 \| error \| bad-date \|/);
  const { runs } = JSON.parse(readFileSync(join(folder, "reports/stories.sarif"), "utf8"));
  const errors = runs[0].results.filter(({ level }) => level === "error").length;
  assert.ok(errors > 3);
  assert.match(
    result.outputs,
    new RegExp(`^sarif-file=reports/stories\\.sarif\nerrors=${errors}\n`),
  );
});

test("what cannot be read or is not named fails as the command does", () => {
  const folder = checkout("github-action-missing");
  const missing = check(folder, { STORIES: "nowhere.json" });
  assert.equal(missing.status, 2, missing.output);
  assert.match(missing.output, /nowhere\.json/);
  const empty = check(folder, { STORIES: " \n" });
  assert.equal(empty.status, 2);
  assert.match(empty.output, /::error::No stories to check/);
});

test("without the command, npm's package is run", () => {
  const folder = checkout("github-action-npx");
  installPackage(folder);
  const env = { COMMAND: "", PACKAGE: tarball(), npm_config_offline: "true" };
  const result = check(folder, { ...env, STORIES: "stories/yen.json", LANGUAGE_OF_PROBLEMS: "ja" });
  assert.equal(result.status, 0, result.output);
});

test("the action gives the script what it reads, and has the version of the project", () => {
  const script = readFileSync(join(here, "check.sh"), "utf8");
  const read = [...script.matchAll(/\$\{([A-Z_]+):-/g)].map(([, name]) => name);
  const given = [...action.matchAll(/^ {8}([A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$/gm)];
  const wanted = new Set(read.filter((name) => name !== "GITHUB_ACTION_PATH"));
  assert.deepEqual(new Set(given.map(([, name]) => name)), wanted);
  for (const [, , input] of given) assert.match(action, new RegExp(`^  ${input}:$`, "m"));
  const [, version] = /"explainer-widget-(.*)\.tgz"/.exec(
    JSON.stringify(tarball().split("/").pop()),
  );
  assert.match(action, new RegExp(`explainer-widget@${version.replaceAll(".", "\\.")}$`, "m"));
});

test("shellcheck has nothing to say", { skip: needs("shellcheck") }, () => {
  const result = run("shellcheck", [
    "--enable=all",
    "--exclude=SC2250,SC2312",
    join(here, "check.sh"),
  ]);
  assert.equal(result.status, 0, result.output);
});
