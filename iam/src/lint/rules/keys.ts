import { readText } from '../../evaluate/text.js';
import { foldName } from '../../fold.js';
import { CLOSING } from '../../prove/chain.js';
import { isCallerVariable } from '../caller.js';
import { denyBySets } from '../deny.js';
import type { Found, LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { withHoles } from '../patterns.js';
import {
  actionsMeant,
  asksFor,
  type ConditionView,
  conditionOn,
  isKeysElement,
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

export const unqualifiedKeys: LintRule = {
  id: 'unqualified-keys',
  title: 'dynamodb:LeadingKeys without a set operator',
  severity: 'warning',
  impact:
    'Unknown for batches: the key holds a list, and AWS does not say how an operator without ForAllValues reads one.',
  explainsReach: true,
  check: (view) =>
    conditionOn(view, LEADING_KEYS)
      .filter(({ qualifier, base }) => qualifier === undefined && base.startsWith('String'))
      .map((condition) => {
        const { operator, key, values } = condition;
        const fix = view.allows
          ? underKeys(view, (changed) => {
              delete changed[operator]?.[key];
              put(changed, `ForAllValues:${operator}`, key, values);
              put(changed, 'Null', key, 'false');
            })
          : denyBySets(view, { ...condition, operator });
        const summary = `${operator} compares one value, and ${key} may hold several.`;
        return { element: ['Condition', operator, key], summary, ...(fix && { fix }) };
      }),
};

const BATCHES = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'];

export const splitKeys: LintRule = {
  id: 'split-keys',
  title: 'Leading keys of one table in several statements',
  severity: 'warning',
  impact: 'Nothing: a batch is allowed by one statement that has all of its keys, so a batch over both is refused.',
  check(view, { statements }) {
    const batches = batchesOf(view);
    if (batches.length === 0) return [];
    const other = statements.find(
      (each) =>
        each.index < view.index &&
        batchesOf(each).some((action) => batches.includes(action)) &&
        each.resources.some((resource) => view.resources.includes(resource)) &&
        keysOf(each) !== keysOf(view),
    );
    if (other === undefined) return [];
    return [
      {
        element: ['Condition'],
        summary: `Statement ${other.name} allows ${batches.join(' and ')} on the same table for other keys. Write the patterns into one statement.`,
      },
    ];
  },
};

/** Keys that are the same for all, such as public ones, have a statement that needs no tag. */
const batchesOf = (view: StatementView): readonly string[] =>
  view.allows && conditionOn(view, LEADING_KEYS).some(({ values }) => values.some((value) => /\$\{[^}]*:/.test(value)))
    ? actionsMeant(view, BATCHES)
    : [];

const keysOf = (view: StatementView): string =>
  JSON.stringify(conditionOn(view, LEADING_KEYS).map(({ operator, values }) => [operator, [...values].sort()]));

export const keylessAction: LintRule = {
  id: 'keyless-action',
  title: 'An action on whole tables',
  severity: 'error',
  impact: 'Reaches every item of the table: a scan, a stream, an export or a restore knows no keys.',
  explainsKeys: true,
  check(view) {
    const { keyless } = view.reach;
    if (keyless === undefined || conditionOn(view, LEADING_KEYS).length > 0) return [];
    return [
      {
        element: [view.notActions.length > 0 ? 'NotAction' : 'Action'],
        summary: `The statement allows ${keyless.action}, which no condition can tie to the caller's keys. Remove it, or move it to a role that no tenant gets.`,
      },
    ];
  },
};

const KEYS: ReadonlySet<string> = new Set([LEADING_KEYS, 'dynamodb:attributes', 'aws:tagkeys', 's3:prefix']);

export const missingNullGuard: LintRule = {
  id: 'missing-null-guard',
  title: 'ForAllValues in an Allow without a Null check of the same key',
  severity: 'error',
  impact: 'Passes with any request that lacks the key: ForAllValues is true of it.',
  explainsReach: true,
  check(view) {
    if (!view.allows) return [];
    const open = view.conditions.filter(
      ({ qualifier, base, name }) =>
        qualifier === 'ForAllValues' && base !== 'Null' && KEYS.has(name) && !asksFor(view, name),
    );
    return open.flatMap(({ operator, key }) => {
      const element = ['Condition', operator, key];
      // Denies may take such requests back.
      if (isKeysElement(element) && view.reach.absent === undefined && view.reach.keyless === undefined) return [];
      const fix = withGuard(view, key);
      const summary = `${operator} on ${key} is true of a request without ${key}, and nothing requires the key.`;
      return [{ element, summary, ...(fix && { fix }) }];
    });
  },
};

/** Only actions that carry the key may be asked for it. */
function withGuard(view: StatementView, key: string) {
  const guard = (condition: Parameters<Parameters<typeof withCondition>[1]>[0]): void =>
    put(condition, 'Null', key, 'false');
  if (foldName(key).startsWith('dynamodb:')) return underKeys(view, guard);
  const carries = foldName(key) === 's3:prefix' ? /^s3:ListBucket/i : /^sts:/i;
  return view.actions.length > 0 && view.actions.every((action) => carries.test(action))
    ? [withCondition(view, guard)]
    : undefined;
}

export const qualifiedNull: LintRule = {
  id: 'qualified-null',
  title: 'Null with ForAllValues or ForAnyValue',
  severity: 'error',
  impact: 'Passes without the key: ForAllValues is true of an absent key.',
  explainsKeys: true,
  check: (view) =>
    view.conditions
      .filter(({ base, qualifier }) => base === 'Null' && qualifier !== undefined)
      .map(({ operator, key, values }) => {
        const element = ['Condition', operator, key];
        const change = (condition: Parameters<Parameters<typeof withCondition>[1]>[0]): void => {
          delete condition[operator]?.[key];
          put(condition, 'Null', key, values.length === 1 ? (values[0] ?? 'false') : values);
        };
        const fix = isKeysElement(element) && view.allows ? underKeys(view, change) : [withCondition(view, change)];
        return { element, summary: `${operator} does not require ${key}; plain Null does.`, ...(fix && { fix }) };
      }),
};
