// Converts Markdown on the standard input to HTML, as CommonMark says, with HTML allowed.

import { readFileSync } from "node:fs";
import markdownIt from "markdown-it";

process.stdout.write(markdownIt({ html: true }).render(readFileSync(0, "utf8")));
