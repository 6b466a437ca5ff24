// Measures in rounds in which all pages take turns, and writes every figure as a line of JSON.
//
//     node run.mjs CHROMIUM ORIGIN STORY STORY-WITH-IMAGES ROUNDS [SUITE]

import { readFile } from "node:fs/promises";

import { article, chart, visits } from "./article.mjs";
import { launch } from "./browser.mjs";
import { interaction } from "./interaction.mjs";
import { scale } from "./scale.mjs";

const SUITES = { article, visits, chart, scale, interaction };

const [executable, origin, story, withImages, rounds, only] = process.argv.slice(2);
const suites = Object.entries(SUITES).filter(([name]) => !only || name === only);
if (!suites.length)
  throw new Error(`there is no ${only}; there are ${Object.keys(SUITES).join(", ")}`);

const tell = (suite, subject, measure, unit, value) =>
  console.log(JSON.stringify({ suite, subject, measure, unit, value }));
// How the body of an event begins is enough to tell that it is there; where a paragraph ends
// differs.
const wordsOf = async (file) => {
  const { events } = JSON.parse(await readFile(file, "utf8"));
  return events.flatMap(({ title, body }) => [
    title.en,
    ...(body ? [body.en.split("\n")[0].slice(0, 40)] : []),
  ]);
};
const words = await wordsOf(story);
const imageWords = await wordsOf(withImages);

// One page that fails leaves a gap in the tables, not an end to them; one that waits in vain is
// asked once more, for now and then the server here leaves a connection without an answer.
const again = (measure) => (error) =>
  error.name === "TimeoutError" ? measure() : Promise.reject(error);
const attempt = (what, measure) =>
  measure()
    .catch(again(measure))
    .catch((error) => console.error(`${what}: ${error.message}`));

const browser = await launch(executable);
try {
  for (let round = 1; round <= Number(rounds); round++) {
    for (const [name, suite] of suites) {
      const begun = Date.now();
      await suite({ browser, origin, words, imageWords, tell, attempt });
      console.error(
        `${name}, round ${round} of ${rounds}: ${((Date.now() - begun) / 1_000).toFixed(0)} s`,
      );
    }
  }
} finally {
  await browser.close();
}
