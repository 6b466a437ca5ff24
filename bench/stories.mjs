// Stories of any size, for the question how everything grows. All events are alike, so that sizes
// differ in nothing but their number, and short, because the largest story has to fit into what the
// reader accepts.
//
//     node stories.mjs FOLDER      writes those that peers are shown, too

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const SIZES = [20, 100, 1_000, 3_000, 10_000, 100_000];

/** With more events, the peers need minutes. */
export const LARGEST_FOR_PEERS = 3_000;

const COLOURS = ["blue", "orange", "green", "purple", "red", "teal", "brown", "pink"];
const WORDS = [
  "opens",
  "closes",
  "buys",
  "sells",
  "joins",
  "leaves",
  "sues",
  "pays",
  "hires",
  "moves",
];

export function tell(size) {
  const actors = COLOURS.map((colour, nth) => ({
    id: `a${nth}`,
    name: { ja: `団体${nth}`, en: `Body ${nth}` },
    kind: "organisation",
    colour,
    mark: "circle",
  }));
  const observations = ["raised", "value"].flatMap((measure) =>
    actors.flatMap((actor, nth) =>
      Array.from({ length: 10 }, (_, step) => ({
        id: `${measure}-${actor.id}-${step}`,
        actor: actor.id,
        measure,
        date: `${2001 + step * 2}-0${nth + 1}-15`,
        low: (nth + 1) * (step + 1) * 1_000_000,
        qualifier: "about",
        sources: ["s0"],
      })),
    ),
  );
  const measure = (id, ja, en) => ({ id, name: { ja, en }, currency: "USD" });
  const chart = (id, ja, en) => ({ id: `${id}-chart`, title: { ja, en }, measures: [id] });
  return {
    format: 1,
    id: `scale-${size}`,
    languages: ["en", "ja"],
    title: { ja: `${size}の出来事`, en: `${size} events` },
    summary: { ja: "大きさを量るための話。", en: "A story made to be measured." },
    as_of: "2021-12-31",
    provenance: {
      ja: { origin: "written", machine: true, reviewed: false },
      en: { origin: "written", machine: true, reviewed: false },
    },
    actors,
    events: Array.from({ length: size }, (_, nth) => event(nth, size)),
    measures: [measure("raised", "調達", "Money raised"), measure("value", "評価額", "Valuation")],
    charts: [chart("raised", "資金", "Money"), chart("value", "評価", "Value")],
    observations,
    sources: [
      { id: "s0", publisher: "Nobody", title: "Made by a program", lang: "en", tier: "weak" },
    ],
  };
}

/** From 2001 to 2020, evenly. */
function event(nth, size) {
  const day = new Date(Date.UTC(2001, 0, 1) + Math.floor((nth / size) * 7_300) * 86_400_000);
  return {
    id: `e${nth}`,
    date: day.toISOString().slice(0, 10),
    title: { ja: `出来事${nth}`, en: `Body ${nth % 8} ${WORDS[nth % 10]} ${nth}` },
    actors: [`a${nth % 8}`],
    status: "established",
    sources: ["s0"],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  await mkdir(folder, { recursive: true });
  for (const size of SIZES.filter((size) => size <= LARGEST_FOR_PEERS)) {
    await writeFile(path.join(folder, `${size}.json`), JSON.stringify(tell(size)));
  }
}
