// A site whose bundler copies the files of the package.

import "explainer-widget";
import { listen } from "./listen.js";

listen();
