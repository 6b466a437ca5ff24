// Types of <explainer-widget>, for TypeScript code around it.

/** The reason why a widget stays static, or keeps the story that it shows. */
export type ExplainerCause =
  | "cors"
  | "csp"
  | "html"
  | "integrity"
  | "mime"
  | "not-found"
  | "offline"
  | "story"
  | "trap"
  | "unknown"
  | "unsupported";

export interface ExplainerEventMap {
  /** The live story is shown, in the language `lang`. */
  "explainer-ready": CustomEvent<{ lang: string }>;
  /** The reader has opened an event. */
  "explainer-select": CustomEvent<{ event: string }>;
  /** The story cannot be shown; the static one, or the one before, stays. */
  "explainer-error": CustomEvent<{ cause: ExplainerCause; message: string; problems: string[] }>;
}

/** The properties that reflect attributes. */
export interface ExplainerAttributes {
  /** Address of a story; `""` for the bundled one, which the npm package lacks. */
  src: string;
  /** Address of a packed story (`explainer pack`), which needs no checker and is trusted. */
  packed: string;
  /** The part that is shown: `all`, `timeline` or `chart`. */
  view: string;
  /** `auto` follows the reader's system. */
  theme: string;
  /** Id of the event to open. */
  event: string;
  /** Address of the folder of the story's images; `""` for the story's own folder. */
  images: string;
  /** `lazy` fetches nothing until the reader is near. */
  loading: string;
  /** Level of the headline, 1 to 6. */
  headingLevel: number;
  /**
   * Height of a box in which the story scrolls, in pixels; `""`: the story is as high as its
   * content.
   */
  height: string;
}

/** An explainer: a story's timeline and its bar chart. Its children are the story as plain HTML. */
export interface ExplainerWidgetElement extends HTMLElement, ExplainerAttributes {
  /** True if the story begins with its key events alone, and a button shows all; reflects. */
  fold: boolean;
  /**
   * A story itself: as an object, as JSON, or as the bytes of JSON. Takes precedence over the
   * addresses.
   */
  story: object | string | ArrayBuffer | ArrayBufferView | null | undefined;
  /**
   * Settles when the live story is shown or has failed; a new promise after each change of story.
   */
  readonly ready: Promise<ExplainerWidgetElement>;

  addEventListener<Name extends keyof ExplainerEventMap>(
    type: Name,
    listener: (this: ExplainerWidgetElement, event: ExplainerEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: ExplainerWidgetElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "explainer-widget": ExplainerWidgetElement;
  }
}
