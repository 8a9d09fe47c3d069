import type { Diagnostic } from './diagnostics/diagnostic.js';
import type { Model } from './model/model.js';
import type { ReadSchema } from './read-schema.js';
import type { WantedFolder } from './write/wanted-file.js';

export interface Compilation {
  /** Present exactly when no diagnostic is an error. */
  readonly model?: Model;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when there is no model. */
  readonly folders: readonly WantedFolder[];
}

/**
 * Goes on from a schema that was read to its output, with `rest`; a schema with errors has none. Apart from the pipeline, so that
 * callers that load it late keep the same order.
 */
export function compileRead<Result>(
  read: ReadSchema,
  rest: (model: Model, diagnostics: readonly Diagnostic[]) => Result,
): Result | Compilation {
  return read.model === undefined ? { diagnostics: read.diagnostics, folders: [] } : rest(read.model, read.diagnostics);
}
