import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { asksFor, isKeysElement, LEADING_KEYS, put, type StatementView, withCondition } from '../view.js';

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
