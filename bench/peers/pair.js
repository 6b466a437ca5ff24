// TimelineJS3 and Chart.js on one page: what a newsroom would take for this job today.
import events from "story:events";
import { draw } from "./bars.js";
import { ready } from "./ready.js";

const timeline = new TL.Timeline("timeline", events, { hash_bookmark: false });
timeline.on("ready", ready);
globalThis.chart = draw();
