import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { Path } from '../diagnostics/path.js';

/** Which part of a map entry to point at: its name, or what it holds. A list element has only a value. */
export type Part = 'key' | 'value';

/** A range of a string value, in UTF-16 code units of the value itself (not of its quoted text). */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** A source text after parsing: plain data, and the way back from a path in it to the text. */
export interface SchemaDocument {
  readonly file: string;
  readonly text: string;
  /** Maps are objects without a prototype, so no name in a schema has a meaning of its own. */
  readonly root: { readonly [key: string]: unknown };
  /** The place of a path, else of its nearest ancestor that exists. `range` points inside a string value. */
  locate(path: Path, part?: Part, range?: TextRange): SourceLocation;
}
