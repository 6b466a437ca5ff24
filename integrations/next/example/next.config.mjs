export default {
  output: "export",
  basePath: "/magazine",
  trailingSlash: true,
  // It reads its program from a file beside itself.
  serverExternalPackages: ["explainer-widget"],
};
