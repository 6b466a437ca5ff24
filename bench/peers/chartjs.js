import { draw } from "./bars.js";
import { ready } from "./ready.js";

draw();
ready();
