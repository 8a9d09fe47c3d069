import { describeKey } from '../../entity/describe-key.js';
import type { WriteGuardDefinition } from '../../entity/entity.js';
import { primaryKeyOf } from '../../entity/key-values.js';
import { type EntityPlan, planOf } from '../../entity/plan.js';
import { ownerOf } from '../../entity/verify.js';
import { PermissionMissing } from '../../errors/permission-missing.js';
import { asValues } from '../../errors/refuse-argument.js';
import { RequestRefused } from '../../errors/request-refused.js';
import { tableName } from '../service.js';
import type { SideWrite, WritePart } from '../write-state.js';

/** The check of the caller's item, in the same transaction: a role that is taken away a moment before stops the write. */
export function guardSideWrite(
  guard: WriteGuardDefinition,
  part: WritePart,
  transaction: readonly WritePart[],
): SideWrite {
  const { plan: written, service, operation } = part.state;
  const plan = planOf(guard.entity());
  const attribute = plan.byName.get(guard.attribute);
  if (attribute === undefined) throw new Error(`${plan.name} has no attribute ${guard.attribute}.`);
  const shared = {
    kind: 'check' as const,
    table: tableName(service, plan.table.name),
    condition: {
      text: 'contains(?, ?)',
      operands: [{ path: [attribute.stored] }, { value: { S: guard.contains } }],
    },
  };
  const checked = checkedIn(part, plan, transaction);
  const values = keyValues(guard, part, plan);
  if (values === undefined && checked === undefined) {
    const needed = plan.primary.sort?.attributes ?? plan.primary.partition.attributes;
    throw new RequestRefused(
      `${written.name} ${operation}: this write is guarded: say whose ${plan.name} allows it with guard({ ${needed.map(({ label }) => label).join(', ')} }). ` +
        `Its ${guard.attribute} must contain ${JSON.stringify(guard.contains)}.`,
    );
  }
  const key = values ? primaryKeyOf(plan, 'guard', values) : (checked as WritePart).state.key;
  const owner = values ? ownerOf(plan.scope, values) : (checked as WritePart).state.owner;
  return {
    ...shared,
    key,
    owner,
    failed(cause, stored) {
      const found = stored?.[attribute.stored];
      const members = found?.SS ?? found?.L?.map(({ S }) => S) ?? found?.S ?? [];
      if (members.includes(guard.contains)) return undefined;
      const text = Object.values(describeKey(plan, key)).join(' / ');
      return new PermissionMissing(written.name, guard.contains, plan.name, text, cause);
    },
  };
}

/** The guard's key: what the request or the session says, in the scope value of the write. */
function keyValues(
  { name }: WriteGuardDefinition,
  { state }: WritePart,
  plan: EntityPlan,
): { readonly [name: string]: unknown } | undefined {
  const named = state.guard === undefined ? state.service.guards?.[name] : state.guard;
  if (named === undefined) return undefined;
  asValues(`${state.plan.name} ${state.operation}: guard()`, `the key of a ${plan.name}`, named);
  const parameter = state.owner.scope?.parameter;
  // The write's own scope value comes last: a guard of another tenant allows nothing here.
  const same = plan.scope?.name === state.owner.scope?.name && parameter !== undefined;
  return same ? { ...named, [parameter]: state.owner.value } : named;
}

/** In a transaction, a check of the one guard item in it says whose it is. */
function checkedIn(part: WritePart, plan: EntityPlan, transaction: readonly WritePart[]): WritePart | undefined {
  const { owner } = part.state;
  const found = transaction.filter(
    ({ kind, state }) =>
      kind === 'check' &&
      state.plan === plan &&
      (plan.scope?.name !== owner.scope?.name || state.owner.value === owner.value),
  );
  return found.length === 1 ? found[0] : undefined;
}
