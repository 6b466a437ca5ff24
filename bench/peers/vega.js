import values from "story:amounts";
import embed from "vega-embed";
import { ready } from "./ready.js";

embed(
  "#chart",
  {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    data: { values },
    mark: { type: "bar", tooltip: true },
    encoding: {
      x: { field: "amount", type: "quantitative" },
      y: { field: "name", type: "nominal" },
    },
  },
  { actions: false, renderer: "svg" },
).then(ready);
