import explainer from "../explainer-vite.js";

export default {
  title: "Money in Meiji Japan",
  base: "/magazine/",
  vite: {
    plugins: [explainer()],
    optimizeDeps: { exclude: ["explainer-widget"] },
  },
};
