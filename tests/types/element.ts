// The declared type of the element and its class agree: `npx tsc` compiles this file.

import type { ExplainerEventMap, ExplainerWidgetElement } from "../../static/element/explainer.js";

declare const element: ExplainerWidgetElement;

const parts: [string, string, string, string, string, number] = [
  element.src,
  element.view,
  element.theme,
  element.event,
  element.loading,
  element.headingLevel,
];
const ready: Promise<ExplainerWidgetElement> = element.ready;
element.story = "{}";
element.story = new Uint8Array();
element.story = { format: 1 };
element.addEventListener("explainer-ready", ({ detail }) => detail.lang satisfies string);
element.addEventListener("explainer-error", ({ detail }) => detail.problems satisfies string[]);
element.addEventListener("click", ({ clientX }) => clientX satisfies number);
document.createElement("explainer-widget") satisfies ExplainerWidgetElement;
// @ts-expect-error: `ready` is read-only.
element.ready = ready;
// @ts-expect-error: there is no such event.
type Missing = ExplainerEventMap["explainer-missing"];

export type { Missing };
export { parts };
