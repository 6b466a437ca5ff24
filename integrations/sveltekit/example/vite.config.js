import { sveltekit } from "@sveltejs/kit/vite";
import explainer from "./explainer-vite.js";

export default {
  plugins: [explainer({ base: "/magazine/" }), sveltekit()],
  optimizeDeps: { exclude: ["explainer-widget"] },
};
