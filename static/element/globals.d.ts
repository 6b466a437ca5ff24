// Constants that a release defines when it minifies the loader, and names that the npm package
// changes.

interface ReleasedFile {
  /** Address, relative to the loader. */
  path: string;
  /** Subresource Integrity; missing during development. */
  integrity?: string;
}

interface Release {
  version: string;
  /** Folder of the pages, relative to the loader; missing if there are none. */
  home?: string;
  js: ReleasedFile;
  wasm: ReleasedFile;
  css: ReleasedFile;
  /** The story of an element without one; missing if there is none. */
  story?: ReleasedFile;
  checkJs: ReleasedFile;
  checkWasm: ReleasedFile;
}

declare const VERSION: string | undefined;
declare const RELEASE: Release;
/** The integrity of enlarge.js. */
declare const ENLARGE: string | undefined;

/** A program's script, as the npm package has it. */
declare module "*/v/dev/live.js" {
  const start: (...options: unknown[]) => Promise<unknown>;
  export default start;
}
declare module "*/v/dev/checker.js" {
  const start: (...options: unknown[]) => Promise<unknown>;
  export default start;
}

/** The loader; in the built npm package, its entry is in the same folder. */
declare module "*/explainer.js" {
  export const ExplainerWidget: CustomElementConstructor & { readonly version: string };
}
