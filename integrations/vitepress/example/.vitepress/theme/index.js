import DefaultTheme from "vitepress/theme";
import Explainer from "../../Explainer.vue";

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => app.component("Explainer", Explainer),
};
