import { LINT_RULES, PROOF_RULES } from '@tenantry/iam';

/** A rule as people look it up: in the documentation, in SARIF, in a suppression. */
export interface RuleRow {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly impact: string;
}

const READING: readonly RuleRow[] = [
  {
    ...{ id: 'unreadable', severity: 'error', title: 'A part that contains a policy and cannot be read' },
    impact: 'Unknown: a policy that nobody has looked at.',
  },
  {
    ...{ id: 'no-policy', severity: 'error', title: 'A file or a policy without any statement' },
    impact: 'Unknown: nothing was checked.',
  },
];

/** Findings of `lint --schema`: what `verify` proves of a role. */
const WITH_SCHEMA = (
  [
    ['foreign-key', 'A key that another owner has', 'Reaches items of another owner of a scope of the schema.'],
    ['mixed-batch', 'A batch with a foreign key', 'Reaches a foreign item in a batch beside one of its own.'],
    ['no-key', 'A request that no key limits', 'Reaches every item of a table of the schema.'],
    ['tag-guard', 'A session without the tag', 'Reaches items by a session whose tag is empty or missing.'],
    ['public-write', 'Public items that are written', 'Changes what every tenant reads.'],
    ['outside-scope', 'Keys outside of every scope', 'Reaches items that belong to no tenant.'],
    ['escalation', 'More rights', 'Changes what limits the role.'],
  ] as const
).map(([id, title, impact]): RuleRow => ({ id, severity: 'error', title, impact }));

/** Every rule that `lint` has, in the order of its list. */
export const RULE_TABLE: readonly RuleRow[] = [
  ...READING,
  ...Object.entries(PROOF_RULES).map(([id, row]): RuleRow => ({ id, severity: 'error', ...row })),
  ...LINT_RULES.map(({ id, severity, title, impact }): RuleRow => ({ id, severity, title, impact })),
  ...WITH_SCHEMA,
];
