import type { Middleware, Stack } from './sdk.js';

/** Another middleware in the place of the one of this name. */
export interface Replacement {
  readonly name: string;
  readonly middleware: Middleware;
  /** Does it in a stack that nobody else holds; throws where there is none of the name. */
  into(stack: Stack): Stack;
}
