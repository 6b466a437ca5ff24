// Types of the authors' program in author_bg.wasm, as wasm-bindgen exports it: see src/cli/node.rs.

import type { Host } from "../node.js";

/** Compiles and starts the program. */
export function initSync(options: { module: Uint8Array }): unknown;

/** Runs a command line, without the program's name; returns the exit code. */
export function run(words: string[], host: Host): number;
