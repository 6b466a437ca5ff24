// Writes the style sheets of hosts that the browser tests try: target/hosts/styles/NAME.css.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { compile } from "tailwindcss";

const { resolve: find } = createRequire(import.meta.url);
const folder = resolve(import.meta.dirname, "../../../target/hosts/styles");
mkdirSync(folder, { recursive: true });

copyFileSync(find("bootstrap/dist/css/bootstrap.css"), resolve(folder, "bootstrap.css"));
copyFileSync(find("bulma/css/bulma.css"), resolve(folder, "bulma.css"));

// Tailwind's preflight without its cascade layer, as version 3 has it: outside a layer it is
// stronger.
const { build } = await compile(
  '@import "tailwindcss/theme.css"; @import "tailwindcss/preflight.css";',
  {
    loadStylesheet: async (id) => {
      const path = find(id);
      return { path, base: dirname(path), content: readFileSync(path, "utf8") };
    },
  },
);
writeFileSync(resolve(folder, "tailwind.css"), build([]));
