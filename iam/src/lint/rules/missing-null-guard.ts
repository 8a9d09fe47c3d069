import type { LintRule } from '../finding.js';
import { asksFor, put, withCondition } from '../view.js';

const KEYS: ReadonlySet<string> = new Set(['dynamodb:leadingkeys', 'dynamodb:attributes', 'aws:tagkeys', 's3:prefix']);

export const missingNullGuard: LintRule = {
  id: 'missing-null-guard',
  title: 'ForAllValues in an Allow without a Null check of the same key',
  severity: 'error',
  gain: 'Any request that lacks the key: ForAllValues is true of it. Today’s actions may always carry it; the next one that somebody adds may not.',
  check(view) {
    if (!view.allows) return [];
    const open = view.conditions.filter(
      ({ qualifier, base, name }) =>
        qualifier === 'ForAllValues' && base !== 'Null' && KEYS.has(name) && !asksFor(view, name),
    );
    return open.map(({ operator, key }) => ({
      element: `Condition.${operator}`,
      summary: `${operator} on ${key} is true of a request without ${key}, and nothing asks that it be there.`,
      mended: [withCondition(view, (condition) => put(condition, 'Null', key, 'false'))],
    }));
  },
};
