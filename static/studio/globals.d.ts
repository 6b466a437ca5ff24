// What the build defines when it bundles the studio, and the programs' interfaces, as wasm-bindgen
// exports them: see src/wasm/desk.rs and src/wasm/converter.rs.

/** Names of files in the studio's folder. */
declare const PARTS: string;
declare const DESK: string;
declare const CONVERTER: string;
declare const WORKER: string;
/** Paths of the widget's files, relative to the studio's folder. */
declare const LIVE: string;
declare const WIDGET: string;
declare const STYLE: string;

declare module "desk" {
  export class DeskCheck {
    packed(): Uint8Array | undefined;
    problems(): string[];
    free(): void;
  }
  export function checkText(text: string): DeskCheck;
  export function edit(text: string, path: string[], value?: string): string[];
  export function dateInWords(text: string, lang: string): string | undefined;
  export function words(lang: string): string[];
  export default function init(options: { module_or_path: Promise<Response> }): Promise<unknown>;
}

declare module "converter" {
  export class Files {
    add(name: string, bytes: Uint8Array): void;
    review(choices: string): string;
    free(): void;
  }
  export function start(id: string, lang: string): string | undefined;
  export function make(
    text: string,
    kind: string,
    lang: string,
    languagesAt: string | undefined,
    imagesAt: string,
  ): Promise<string | undefined>;
  export function pack(text: string): Uint8Array | undefined;
  export default function init(options: { module_or_path: Promise<Response> }): Promise<unknown>;
}
