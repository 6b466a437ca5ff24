// Reads a report of `explainer check --format sarif`: prints each problem as a workflow command,
// which GitHub shows beside its line, and writes the outputs and the summary of the step.

import { appendFileSync, readFileSync } from "node:fs";

/** Parameters end at a comma or a colon, and every command at the end of its line. */
const text = (words) =>
  String(words).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const parameter = (words) => text(words).replaceAll(":", "%3A").replaceAll(",", "%2C");

const file = process.argv[2];
const { runs } = JSON.parse(readFileSync(file, "utf8"));
const results = runs.flatMap(({ results }) => results ?? []);
const rows = [];

for (const { level, ruleId, message, locations = [] } of results) {
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
  const uri = decodeURIComponent(artifactLocation?.uri ?? "");
  const line = region?.startLine ?? 1;
  const where = { file: uri, line, col: region?.startColumn ?? 1, title: ruleId };
  const parameters = Object.entries(where).map(([name, value]) => `${name}=${parameter(value)}`);
  console.log(
    `::${level === "error" ? "error" : "warning"} ${parameters.join(",")}::${text(message.text)}`,
  );
  const cell = (words) =>
    String(words).replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
  rows.push(`| ${cell(uri)}:${line} | ${level} | ${ruleId} | ${cell(message.text)} |`);
}

const number = (level) => results.filter((result) => result.level === level).length;
const outputs = { "sarif-file": file, errors: number("error"), warnings: number("warning") };
if (process.env.GITHUB_OUTPUT) {
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(process.env.GITHUB_OUTPUT, lines.join(""));
}
if (process.env.GITHUB_STEP_SUMMARY) {
  const head = "| where | level | rule | problem |\n|---|---|---|---|\n";
  const table = rows.length > 0 ? `${head}${rows.join("\n")}\n` : "All stories are correct.\n";
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, `### Stories\n\n${table}`);
}
