/** A place in a source file: 1-based line and column (in UTF-16 code units), and the length to underline. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export type Severity = 'error' | 'warning';

/** One problem in the user's input. Problems are data: rendering is elsewhere, throwing is for bugs. */
export interface Diagnostic {
  /** Stable and dotted by area, for example `key.unknown-attribute`. */
  readonly code: string;
  readonly severity: Severity;
  readonly where: SourceLocation | undefined;
  /** One sentence that says what is wrong and names the offending text. */
  readonly summary: string;
  /** Why it matters. */
  readonly why?: string;
  /** The change that fixes it. */
  readonly hint?: string;
  /** Another place that takes part, such as the first of two definitions. */
  readonly related?: readonly { readonly where: SourceLocation; readonly note: string }[];
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');
