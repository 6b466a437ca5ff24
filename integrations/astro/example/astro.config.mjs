import { defineConfig } from "astro/config";
import explainer from "./explainer-vite.js";

export default defineConfig({
  base: "/magazine",
  vite: {
    plugins: [explainer()],
    optimizeDeps: { exclude: ["explainer-widget"] },
  },
});
