import { kindOf } from '../../types/kinds.js';
import { allTypes } from '../all-fields.js';
import type { Rule } from '../rule.js';

/** Limits that some value meets, patterns that are regular expressions, enums without repetition. */
export const typeLimits: Rule = ({ model }, report) => {
  for (const { type, path } of allTypes(model)) {
    for (const { option, ...problem } of kindOf(type).problems?.(type) ?? [])
      report({ ...problem, path: [...path, ...option] });
  }
};
