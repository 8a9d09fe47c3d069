import { readText } from '../../evaluate/text.js';
import { CLOSING } from '../../prove/chain.js';
import { isCallerVariable } from '../caller.js';
import type { Found, LintRule } from '../finding.js';
import { withHoles } from '../patterns.js';
import {
  type ConditionView,
  conditionOn,
  LEADING_KEYS,
  type PolicyView,
  put,
  type StatementView,
  withCondition,
} from '../view.js';

export const untiedKeys: LintRule = {
  id: 'untied-keys',
  title: 'Items without a tie to the caller',
  severity: 'error',
  impact: 'Reaches these items by every session of the role, whatever its tenant is.',
  explainsKeys: true,
  check(view, policy) {
    const reached = view.reach.untied ?? view.reach.absent;
    if (!view.allows || reached === undefined) return [];
    const conditions = conditionOn(view, LEADING_KEYS).filter(({ base }) => base.startsWith('String'));
    if (conditions.length > 0) return conditions.flatMap((condition) => untiedPatterns(view, policy, condition));
    return [
      {
        element: [view.notActions.length > 0 ? 'NotAction' : 'Action'],
        summary: `The statement allows ${reached.action} without a condition on dynamodb:LeadingKeys. Name the caller's keys, such as "TENANT#\${aws:PrincipalTag/${policy.tag ?? 'TenantId'}}".`,
      },
    ];
  },
};

/** Patterns of leading keys that are the same for every caller. */
function untiedPatterns(view: StatementView, policy: PolicyView, condition: ConditionView): readonly Found[] {
  const { operator, key, base, values } = condition;
  const untied = values.filter((value) => !namesCaller(value));
  if (untied.length === 0) return [];
  const own = untied.map((value) => ownPatterns(value, base, policy));
  const fixable = own.every((patterns) => patterns !== undefined);
  const names = untied.map((value) => JSON.stringify(value)).join(', ');
  return [
    {
      element: ['Condition', operator, key],
      summary: `${names} ${untied.length === 1 ? 'does' : 'do'} not name the caller: the keys are the same for every session.`,
      ...(fixable && {
        fix: [
          withCondition(view, (changed) => {
            const patterns = values.flatMap((value) =>
              namesCaller(value) ? [value] : (own[untied.indexOf(value)] ?? []),
            );
            put(changed, operator, key, [...new Set(patterns)]);
          }),
        ],
      }),
    },
  ];
}

/** A variable of the caller, or anything that another rule reports. */
function namesCaller(value: string): boolean {
  const tokens = readText(withHoles(value), { variables: true, wildcards: false });
  return tokens === undefined || tokens.some((token) => token.kind === 'variable') || isCallerVariable(value);
}

/** `TENANT#*` was meant to be the tenant's own keys; of any other text nothing is known. */
function ownPatterns(value: string, base: string, { tag }: PolicyView): readonly string[] | undefined {
  const prefix = value.replace(/\*$/, '');
  const closing = prefix.at(-1);
  if (!base.endsWith('Like') || prefix === value || closing === undefined || /[*?$]/.test(prefix)) return undefined;
  if (!CLOSING.has(closing) || tag === undefined) return undefined;
  const own = `${prefix}\${aws:PrincipalTag/${tag}}`;
  return [own, ...[...new Set([closing, '#'])].map((each) => `${own}${each}*`)];
}
