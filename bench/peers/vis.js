// vis-timeline shows titles; the text of the chosen event stands below, as its users do it.
import { DataSet, Timeline } from "vis-timeline/standalone";
import "vis-timeline/styles/vis-timeline-graph2d.min.css";
import { events } from "story:events";
import { day, ready } from "./ready.js";

const detail = document.getElementById("detail");
const items = events.map((it, id) => ({
  id,
  content: it.text.headline,
  start: day(it.start_date),
}));
const timeline = new Timeline(document.getElementById("timeline"), new DataSet(items), {
  maxHeight: 650,
  onInitialDrawComplete: ready,
});
timeline.on("select", ({ items: [chosen] }) => {
  detail.innerHTML = chosen === undefined ? "" : events[chosen].text.text;
});
