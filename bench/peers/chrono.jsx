import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { Chrono } from "react-chrono";
import "react-chrono/dist/style.css";
import { events } from "story:events";
import { day, ready } from "./ready.js";

const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
const items = events.map((it) => ({
  title: it.display_date ?? day(it.start_date).toLocaleDateString("en-GB"),
  cardTitle: text(it.text.headline),
  cardDetailedText: text(it.text.text),
}));

function Page() {
  useEffect(ready, []);
  return <Chrono items={items} mode="VERTICAL" />;
}

createRoot(document.getElementById("timeline")).render(<Page />);
