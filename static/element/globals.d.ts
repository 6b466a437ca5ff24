// What a release defines when it minifies the loader, explainer.js.

interface ReleasedFile {
  /** Address, relative to the loader. */
  path: string;
  /** Subresource Integrity; missing while one develops. */
  integrity?: string;
}

interface Release {
  version: string;
  /** Folder of the pages, relative to the loader. */
  home: string;
  js: ReleasedFile;
  wasm: ReleasedFile;
  css: ReleasedFile;
  /** The story of an element without `src`. */
  story: ReleasedFile;
  checkJs: ReleasedFile;
  checkWasm: ReleasedFile;
}

declare const VERSION: string | undefined;
declare const RELEASE: Release;
