// Types of the program in widget_bg.wasm, as wasm-bindgen exports it: see src/wasm/widget.rs.

/** A story that can be shown. */
export class OpenStory {
  /**
   * Adds the texts of a language; false if they are damaged or of another version. The story is as
   * before then.
   */
  add(lang: string, texts: Uint8Array): boolean;
  /** True if the texts of this language have not come yet. */
  awaits(lang: string): boolean;
  /** The story's language that suits the first of the wanted ones, else its first language. */
  language(wanted: string[]): string;
  /** True if the story has an event of this id. */
  has(event: string): boolean;
}

/** Opens a packed story; `undefined` if the bytes are damaged or of another version. */
export function open(packed: Uint8Array): OpenStory | undefined;

/** What the program reports: its kind, and up to two values. */
export type Report = [kind: string, value: string, text: string];

/** A root of Yew's that shows one story at a time or none. */
export class Widget {
  constructor(root: Element, notify: (...report: Report) => void);
  show(
    reading: OpenStory,
    lang: string,
    view: string,
    headingLevel: number,
    event: string | undefined,
    askedFor: boolean,
    fold: boolean,
    boxed: boolean,
    imagesAt: string,
    twin: Element | undefined,
  ): void;
  /** Draws at most this many events, or all; returns true if that is the whole story. */
  renderLimit(events?: number): boolean;
  clear(): void;
}

/** Compiles and starts the program. */
export default function init(options: {
  module_or_path: Promise<Response> | Response;
}): Promise<unknown>;
