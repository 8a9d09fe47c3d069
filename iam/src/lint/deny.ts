import type { Statement } from '../document.js';
import { type ConditionView, put, type StatementView, withCondition } from './view.js';

/** Returns a Deny of every request with a foreign key, and one of requests without any: together they deny no less. */
export function denyBySets(view: StatementView, { operator, key, values }: ConditionView): readonly Statement[] {
  const bare = operator.replace(/^[^:]*:/, '');
  const [foreign, keyless] = ['ForAnyValue', 'Null'].map((kind) =>
    withCondition(view, (condition) => {
      delete condition[operator]?.[key];
      if (kind === 'Null') put(condition, kind, key, 'true');
      else put(condition, `${kind}:${bare}`, key, values);
    }),
  );
  if (foreign === undefined || keyless === undefined) return [];
  return [foreign, { ...keyless, ...(typeof keyless.Sid === 'string' && { Sid: `${keyless.Sid}WithoutKeys` }) }];
}
