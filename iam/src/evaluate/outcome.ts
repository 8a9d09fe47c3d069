/** The result of a condition. `unknown` is never taken for a yes: neither to allow nor to skip a Deny. */
export type Outcome = 'yes' | 'no' | 'unknown';

export const outcome = (value: boolean): Outcome => (value ? 'yes' : 'no');

export const both = (a: Outcome, b: Outcome): Outcome =>
  a === 'no' || b === 'no' ? 'no' : a === 'yes' && b === 'yes' ? 'yes' : 'unknown';

export const either = (a: Outcome, b: Outcome): Outcome =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'no' && b === 'no' ? 'no' : 'unknown';

export const negation = (a: Outcome): Outcome => (a === 'yes' ? 'no' : a === 'no' ? 'yes' : 'unknown');
