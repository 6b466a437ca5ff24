import { DataSet, Timeline } from "vis-timeline/standalone";
import "vis-timeline/styles/vis-timeline-graph2d.min.css";
import { day, ready } from "./ready.js";

const place = document.getElementById("timeline");
fetch(place.dataset.story)
  .then((answer) => answer.json())
  .then(({ events }) => {
    const items = events.map((it, id) => ({
      id,
      content: it.text.headline,
      start: day(it.start_date),
      group: id % 3,
    }));
    const groups = [0, 1, 2].map((id) => ({ id, content: `Group ${id}` }));
    const timeline = new Timeline(place, new DataSet(items), new DataSet(groups), {
      height: 650,
      onInitialDrawComplete: ready,
    });
    globalThis.jump = () => timeline.moveTo(items.at(-1).start, { animation: false });
    globalThis.arrived = () => timeline.getWindow().end >= items.at(-1).start;
  });
