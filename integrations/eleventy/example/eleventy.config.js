import explainer from "./explainer.js";

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(explainer);
  return { markdownTemplateEngine: "njk" };
}
