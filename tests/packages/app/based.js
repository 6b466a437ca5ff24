// A site whose bundler copies no files: `npx explainer copy` has put them into a folder.

import { ExplainerWidget } from "explainer-widget";
import { listen } from "./listen.js";

ExplainerWidget.base = "explainer";
listen();
