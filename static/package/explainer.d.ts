// Types of the npm package: those of the element, and its class.

import type { ExplainerWidgetElement } from "../element/explainer.js";

export * from "../element/explainer.js";

/** The class of the element; a module that only imports it also runs without a DOM. */
export declare const ExplainerWidget: {
  new (): ExplainerWidgetElement;
  readonly prototype: ExplainerWidgetElement;
  /** The version of the package. */
  readonly version: string;
  /**
   * Address of the folder into which `npx explainer copy` has put the files, for bundlers that copy
   * none. Set it right after the import. `""`, which is the default, leaves the files to the
   * bundler.
   */
  base: string;
};
