import type { ItemKey } from '../entity/key-values.js';
import { RequestRefused } from '../errors/request-refused.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { matchKey } from '../key/match.js';
import type { QueryState } from './query-state.js';

/** A cursor comes back from the caller's caller: its keys must lie in this query's partition and scope. */
export function verifyStart({ target, partition, owner }: QueryState, what: string, start: ItemKey): ItemKey {
  if (start[target.key.partition.attribute]?.S !== partition) {
    throw new RequestRefused(
      `${what}: this cursor belongs to another query or another tenant. Start again without it.`,
    );
  }
  const own = target.primary[0];
  const parameter = owner.scope?.parameter;
  if (own === undefined || parameter === undefined || !own.template.parameters.some(({ name }) => name === parameter))
    return start;
  if (matchKey(own.template, start[own.attribute]?.S ?? '')?.[parameter] === owner.value) return start;
  const { accessPattern, index } = target.key;
  const details = { entity: target.name, accessPattern, index, scope: owner.scope?.name ?? 'none' };
  throw new ScopeViolation(`${what}: this cursor points at an item of another owner.`, details);
}
