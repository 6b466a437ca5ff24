import amounts from "story:amounts";
import { barX, plot, ruleX } from "@observablehq/plot";
import { ready } from "./ready.js";

document.getElementById("chart").append(
  plot({
    marginLeft: 90,
    marks: [barX(amounts, { x: "amount", y: "name", tip: true }), ruleX([0])],
  }),
);
ready();
