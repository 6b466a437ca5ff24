import { ready } from "./ready.js";

const place = document.getElementById("timeline");
fetch(place.dataset.story)
  .then((answer) => answer.json())
  .then((events) => {
    const timeline = new TL.Timeline("timeline", events, { hash_bookmark: false });
    timeline.on("ready", ready);
    globalThis.jump = () => timeline.goToEnd();
    globalThis.arrived = () => timeline.current_id === events.events.at(-1).unique_id;
  });
