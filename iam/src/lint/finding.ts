import type { Statement } from '../document.js';
import type { PolicyView, StatementView } from './view.js';

/** A trap that a policy has fallen into. */
export interface LintFinding {
  readonly rule: string;
  /** An error opens something; a warning closes more than it should or rests on what AWS does not say. */
  readonly severity: 'error' | 'warning';
  /** The Sid of the statement, or its number. */
  readonly statement: string;
  /** Where in the document, such as `Statement[0].Condition`. */
  readonly path: string;
  readonly summary: string;
  /** What an attacker gains by it. */
  readonly gain: string;
  /** What to write instead of the statement; absent where only the author can know. */
  readonly mended?: readonly Statement[];
}

/** What a rule finds in one statement. */
export type Found = Omit<LintFinding, 'rule' | 'severity' | 'statement' | 'gain' | 'path'> & {
  readonly element: string;
};

/** One trap: stable name, what it opens, and how it is seen. */
export interface LintRule {
  readonly id: string;
  readonly title: string;
  readonly severity: LintFinding['severity'];
  readonly gain: string;
  check(view: StatementView, policy: PolicyView): readonly Found[];
}
