// What an application written in TypeScript sees of the npm package.

import { ExplainerWidget } from "explainer-widget";
import {
  check,
  ExplainerError,
  exportStory,
  images,
  importTable,
  newStory,
  pack,
  render,
  schema,
} from "explainer-widget/node";

ExplainerWidget.base = "/explainer/";
const element = new ExplainerWidget();
element.packed = "/story.txt";
element.story = { format: 1 };
element.addEventListener("explainer-ready", ({ detail }) => detail.lang satisfies string);
document.createElement("explainer-widget").packed satisfies string;

const story = newStory("first", { lang: "ja" });
check(story).problems satisfies { line: number; message: string }[];
render(story, { lang: "ja", format: "fragment", headingLevel: 3 }) satisfies string;
pack(story) satisfies Uint8Array;
images(story) satisfies string[];
render(story, { imagesAt: "/pictures/" }) satisfies string;
importTable({ name: "a.csv", content: "date,title" }, { from: "csv" }).notes satisfies string[];
exportStory(story, { to: "csv", table: "amounts" }).leftOut satisfies string[];
schema() satisfies object;
new ExplainerError("message", 1).exitCode satisfies number;
// @ts-expect-error: PNG needs the native command.
render(story, { format: "png" });
// @ts-expect-error: the version is read-only.
ExplainerWidget.version = "0";
