// The entry of the npm package: defines <explainer-widget> where there is a DOM, and exports its
// class.

import { ExplainerWidget } from "./explainer.js";
import { getBase, setBase } from "./release.js";

Object.defineProperty(ExplainerWidget, "base", { enumerable: true, get: getBase, set: setBase });

export { ExplainerWidget };
