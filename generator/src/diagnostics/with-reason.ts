import { CODES } from './codes.js';
import type { Diagnostic } from './diagnostic.js';

/** Says why it matters: what the code says of itself where the message says nothing. */
export function withReason(diagnostic: Diagnostic): Diagnostic {
  const { code, severity, where, summary, why, ...rest } = diagnostic;
  const reason = why ?? (Object.hasOwn(CODES, code) ? CODES[code as keyof typeof CODES].why : undefined);
  return reason === undefined ? diagnostic : { code, severity, where, summary, why: reason, ...rest };
}
