import amounts from "story:amounts";
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { ready } from "./ready.js";

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);
init(document.getElementById("chart"), null, { renderer: "svg" }).setOption({
  tooltip: {},
  xAxis: { type: "value" },
  yAxis: { type: "category", data: amounts.map((it) => it.name) },
  series: [{ type: "bar", data: amounts.map((it) => it.amount) }],
});
ready();
