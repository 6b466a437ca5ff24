// Chart.js with nothing but what one bar chart needs.

import amounts from "story:amounts";
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export const draw = () =>
  new Chart(document.getElementById("chart"), {
    type: "bar",
    data: {
      labels: amounts.map((it) => it.name),
      datasets: [{ label: "Money raised", data: amounts.map((it) => it.amount) }],
    },
    options: { indexAxis: "y", scales: { x: { beginAtZero: true } } },
  });
