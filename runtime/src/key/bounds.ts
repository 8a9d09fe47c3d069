import { LAST_CHARACTER } from './part.js';
import type { KeyRange } from './range.js';

/** The least and the greatest key of a range, both included. */
export interface Bounds {
  readonly low: string;
  readonly high: string;
  /** There is no greatest key. */
  readonly open: boolean;
}

export function boundsOf(range: KeyRange): Bounds {
  switch (range.kind) {
    case 'all':
      return { low: '', high: '', open: true };
    case 'between':
      return { low: range.low, high: range.high, open: false };
    case 'begins_with':
      return { low: range.value, high: range.value + LAST_CHARACTER, open: false };
    case '=':
      return { low: range.value, high: range.value, open: false };
    case '>':
    case '>=':
      return { low: range.value, high: '', open: true };
    default:
      return { low: '', high: range.value, open: false };
  }
}
