import type { Code } from './codes.js';
import type { Severity } from './diagnostic.js';
import type { Path } from './path.js';

/** A place in a schema by its path; `reading` turns it into a line and column. */
export interface Place {
  readonly path: Path;
  /** The name or the value at the path; the value unless given. */
  readonly part?: 'key' | 'value';
  /** A range inside a string value, such as one parameter of a template. */
  readonly range?: { readonly offset: number; readonly length: number };
}

/** A fault that a stage finds in a schema: a diagnostic whose places are still paths. */
export interface Problem extends Place {
  readonly code: Code;
  /** An error unless given. */
  readonly severity?: Severity;
  readonly summary: string;
  readonly why?: string;
  readonly hint?: string | undefined;
  readonly related?: readonly (Place & { readonly note: string })[];
  /** Both places are to blame: the later one in the source is shown, and the earlier one is related. */
  readonly symmetric?: true;
}

export type Report = (problem: Problem) => void;
