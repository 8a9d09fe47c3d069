export type { Diagnostic } from './diagnostics/diagnostic.js';
