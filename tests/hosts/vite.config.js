// One configuration for the applications that Vite builds:
// `vite build react --config vite.config.js`.

import { basename, resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const app = basename(process.argv[3] ?? "");
// Vue takes unknown tags for components of its own unless it is told.
const isCustomElement = (tag) => tag === "explainer-widget";

const plugins = {
  react: () => react(),
  vue: () => vue({ template: { compilerOptions: { isCustomElement } } }),
  svelte: () => svelte(),
};

export default defineConfig({
  base: "./",
  plugins: [plugins[app]()],
  build: { outDir: resolve(import.meta.dirname, "../../target/hosts", app), emptyOutDir: true },
});
