module.exports = {
  title: "Money in Meiji Japan",
  url: "https://www.example.org",
  baseUrl: "/magazine/",
  onBrokenLinks: "throw",
  plugins: ["./explainer.js"],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
