import { posix } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { type CompileOptions, compile as compileSources } from '../pipeline.js';

export interface CompileTextOptions extends CompileOptions {
  /** The name of the text in diagnostics and in the header of emitted files; `schema.tenantry.yaml` unless set. */
  readonly file?: string;
}

export interface CompileResult {
  /** Emitted text by path, as the schema's output folders place it; empty when a diagnostic is an error. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when a diagnostic is an error. */
  readonly model?: Model;
}

/**
 * Compiles a schema in memory. Touches no disk, never throws for a bad schema: problems are in `diagnostics`.
 * Several texts are merged, as several schema files are; then give each its name.
 */
export function compile(
  text: string | readonly { readonly file: string; readonly text: string }[],
  { file = 'schema.tenantry.yaml', ...options }: CompileTextOptions = {},
): CompileResult {
  const sources = typeof text === 'string' ? [{ file, text }] : text;
  const { folders, ...result } = compileSources(sources, options);
  const files = folders.flatMap((folder) =>
    folder.files.map((emitted) => [posix.join(folder.folder, emitted.path), emitted.text] as const),
  );
  return { ...result, files: new Map(files) };
}
