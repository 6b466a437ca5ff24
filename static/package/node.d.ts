// Types of the authors' functions: check, render and convert stories without a browser.

/** A story: as an object, as JSON, or as the bytes of JSON. */
export type Story = string | Uint8Array | object;

/** A problem of a story, with its location and a fix. */
export interface Problem {
  severity: "error" | "warning";
  /** Name of the rule, as in docs/story-format.md. */
  code: string;
  /** Line and column in characters, counted from 1. */
  line: number;
  column: number;
  /** Byte range of the text to underline. */
  start: number;
  end: number;
  /** Path in the data, such as `events[3].sources[0]`. */
  path: string;
  message: string;
  /** The fix; empty if the message includes it. */
  help: string;
  /** The reason for the rule. */
  why: string;
}

export interface CheckResult {
  errors: number;
  warnings: number;
  problems: Problem[];
  /** The report of `explainer check`, for a terminal. */
  report: string;
}

/** The name of the file, for messages. */
export interface Named {
  name?: string;
}

export interface RenderOptions extends Named {
  /** The language; the story's first if omitted. */
  lang?: string;
  /** `html` if omitted. PNG needs the native command. */
  format?: "html" | "fragment" | "svg" | "oembed";
  /** The size of a picture; `card` if omitted. */
  size?: "card" | "article";
  /** The level of the headline, 1 to 6; 2 if omitted. */
  headingLevel?: number;
  /** The address of the story in its other languages, with `{lang}` for the language. */
  languagesAt?: string;
  /** The address of the folder of the images, which ends with `/`; the page's if omitted. */
  imagesAt?: string;
  /** The address of a release that has the story; it ends with `/`; for `oembed`. */
  at?: string;
}

/** A file to import: TimelineJS, a table or the data of a chart. */
export interface Table {
  name: string;
  content: string | Uint8Array;
}

export interface ImportOptions {
  /** The format of the files; `auto`, if omitted, detects it. */
  from?: "auto" | "timelinejs" | "csv" | "datawrapper";
  /** The language of the texts. */
  lang?: string;
  /** The currency of amounts without one. */
  currency?: string;
  /** The date of amounts without one. */
  date?: string;
}

export interface Imported {
  story: object;
  /** The story as text, with short values on one line. */
  json: string;
  /** One line about what was imported. */
  summary: string;
  /** What the author should know, and what was left out. */
  notes: string[];
}

export interface ExportOptions extends Named {
  to: "timelinejs" | "csv" | "jsonld";
  lang?: string;
  /** The table, for `csv`; `events` if omitted. */
  table?: "events" | "amounts" | "sources";
  /** The address of the published story, for `jsonld`. */
  at?: string;
  /**
   * The address of the folder of the prepared images, which ends with `/`, for `jsonld`; the folder
   * of the published story if omitted.
   */
  imagesAt?: string;
}

export interface Exported {
  text: string;
  leftOut: string[];
}

/** A command that failed. The message is what the command says to a terminal. */
export declare class ExplainerError extends Error {
  constructor(message: string, exitCode: number);
  /** 1 if a story has errors, 2 if an option or a file is wrong. */
  exitCode: number;
}

/** Checks a story. */
export declare function check(story: Story, options?: Named): CheckResult;

/**
 * Renders a story as static HTML, as a fragment, as a picture (SVG) or as an oEmbed response.
 * @throws {ExplainerError} if the story has errors; the message is the report
 */
export declare function render(story: Story, options?: RenderOptions): string;

/**
 * Packs a story for the attribute `packed` of the element; belongs to this version of the package.
 * @throws {ExplainerError} if the story has errors
 */
export declare function pack(story: Story, options?: Named): Uint8Array;

/**
 * The files of the images of a prepared story (`explainer prepare`), as paths from its folder.
 * Pages need them below `imagesAt`, and the live story beside the packed one, or where the
 * element's attribute `images` says.
 */
export declare function images(story: Story): string[];

/**
 * Makes one story of one or more files of other tools.
 * @throws {ExplainerError} if nothing can be made of them
 */
export declare function importTable(tables: Table | Table[], options?: ImportOptions): Imported;

/**
 * Converts a story for other tools.
 * @throws {ExplainerError} if the story has errors
 */
export declare function exportStory(story: Story, options: ExportOptions): Exported;

/** Returns a small correct story to start from, as JSON. */
export declare function newStory(id?: string, options?: { lang?: string }): string;

/** Returns the format of stories as JSON Schema. */
export declare function schema(): object;

/** Functions of the system around the command. */
export interface Host {
  read(path: string): Uint8Array;
  /** The paths in a folder, those of folders with a `/` at the end; `undefined` if it is none. */
  entries(path: string): string[] | undefined;
  /** Writes a file, and its folder if there is none. */
  write(path: string, bytes: Uint8Array): void;
  exists(path: string): boolean;
  remove(path: string): void;
  print(bytes: Uint8Array): void;
  say(bytes: Uint8Array): void;
  /** Columns of the terminal, if there is one. */
  width: number | undefined;
  /** Columns for help. */
  helpWidth: number;
  printsColour: boolean;
  saysColour: boolean;
}

/** Runs a command line, without the program's name; returns its exit code. */
export declare function runCommand(words: string[], host: Host): number;
