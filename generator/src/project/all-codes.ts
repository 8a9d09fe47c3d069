import { CODES } from '../diagnostics/codes.js';
import { FAILURE_CODES } from '../diagnostics/failure-codes.js';
import { FINDING_CODES } from '../diagnostics/finding-codes.js';
import { RULE_TABLE } from './lint/rule-table.js';

/** The meaning of a code that messages carry. */
export interface CodeDescription {
  readonly code: string;
  readonly title: string;
  readonly why: string;
}

/** Returns every code: of schemas, of findings about policies, of runs that could not begin or finish, and of `lint`, in this order. */
export const allCodes = (): readonly CodeDescription[] => [
  ...[CODES, FINDING_CODES, FAILURE_CODES].flatMap((table) =>
    Object.entries(table).map(([code, { title, why }]) => ({ code, title, why })),
  ),
  ...RULE_TABLE.map(({ id, title, impact }) => ({ code: `lint.${id}`, title, why: impact })),
];
