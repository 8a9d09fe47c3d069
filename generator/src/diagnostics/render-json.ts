import type { Diagnostic } from './diagnostic.js';

/** Diagnostics as JSON: `{ "diagnostics": [...] }`, each as `Diagnostic` describes it. */
export const renderJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify({ diagnostics }, null, 2)}\n`;
