import type { Statement } from '../document.js';
import type { PolicyView, StatementView } from './view.js';

/** Something in a policy that opens more, or less, than it seems to. */
export interface LintFinding {
  readonly rule: string;
  /** An error opens something; a warning closes more than it should or rests on what AWS does not say. */
  readonly severity: 'error' | 'warning';
  /** The Sid of the statement, or its number. */
  readonly statement: string;
  /** Where in the document, such as `Statement`, 0, `Condition`. */
  readonly path: readonly (string | number)[];
  readonly summary: string;
  /** The impact: what an attacker can do by it. */
  readonly impact: string;
  /** Statements to write in its place; absent where only the author can know. */
  readonly fix?: readonly Statement[];
}

/** A finding of a rule in one statement. */
export type Found = Omit<LintFinding, 'rule' | 'severity' | 'statement' | 'impact' | 'path'> & {
  /** Below the statement: `Action`, or `Condition`, an operator and a key. */
  readonly element: readonly string[];
  /** Where it is another one than the rule's. */
  readonly severity?: LintFinding['severity'];
};

/** One trap: stable name, what it opens, and how it is seen. */
export interface LintRule {
  readonly id: string;
  readonly title: string;
  readonly severity: LintFinding['severity'];
  readonly impact: string;
  /** The rule says why items are reached, so a proof that none are speaks against it. */
  readonly explainsKeys?: true;
  /** The rule says why items may be reached, so the proof's own finding would say it twice. */
  readonly explainsReach?: true;
  check(view: StatementView, policy: PolicyView): readonly Found[];
}
