import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { addExactly } from '../../codec/exact.js';
import type { AttributePlan } from '../../entity/attribute-plan.js';
import type { StoredItem } from '../../entity/encode-item.js';
import type { UniqueDefinition } from '../../entity/entity.js';
import type { ItemKey } from '../../entity/key-values.js';
import type { EntityPlan } from '../../entity/plan.js';
import { collectProblems } from '../../errors/collect.js';
import { UniqueViolation } from '../../errors/unique-violation.js';
import { type ConditionNode, combined, equals, notExists } from '../../expression/node.js';
import { buildKey, KEY_BYTES } from '../../key/build.js';
import { GUARD_PREFIX } from '../../key/reserved.js';
import { readTemplate } from '../../key/template.js';
import { tableName } from '../service.js';
import { scalarAfter } from '../update-plan.js';
import type { SideWrite, Stored, WritePart } from '../write-state.js';
import { GUARD, GUARD_OWNER } from './guard-item.js';

/** The attributes whose stored values tell which guard items a write releases. */
export function uniqueReads({ groups }: UniqueDefinition, part: WritePart): readonly AttributePlan[] {
  const { plan } = part.state;
  if (part.kind === 'check' || (part.kind === 'put' && part.state.create)) return [];
  const touched = part.kind === 'update' ? touchedGroups(groups, part) : groups;
  if (touched.length === 0) return [];
  const ttl = ttlOf(plan);
  return [...new Set([...touched.flatMap((names) => attributesOf(plan, names)), ...(ttl ? [ttl] : [])])];
}

function touchedGroups(
  groups: UniqueDefinition['groups'],
  { state }: Extract<WritePart, { kind: 'update' }>,
): UniqueDefinition['groups'] {
  const changed = new Set(state.actions.map(({ attribute }) => attribute));
  const ttl = ttlOf(state.plan);
  if (ttl && changed.has(ttl)) return groups;
  return groups.filter((names) => attributesOf(state.plan, names).some((attribute) => changed.has(attribute)));
}

/** Returns whether a write takes or releases a value. */
export const takesUnique = ({ groups }: UniqueDefinition, part: WritePart): boolean =>
  part.kind === 'put' || part.kind === 'delete' || (part.kind === 'update' && touchedGroups(groups, part).length > 0);

/** The guard items that a write takes and releases: one for each attribute list, which holds the item's key. */
export function uniqueSideWrites(
  { prefix, groups }: UniqueDefinition,
  part: WritePart,
  stored: Stored,
): readonly SideWrite[] {
  const { plan, key } = part.state;
  if (part.kind === 'check') return [];
  const owner = { S: JSON.stringify(Object.values(key).map(({ S }) => S)) };
  const free = combined('OR', [
    notExists(plan.table.partitionKey),
    equals([GUARD_OWNER], owner),
    isNoGuard(plan.table.marker),
  ]);
  const ttl = ttlOf(plan);
  const touched = part.kind === 'update' ? touchedGroups(groups, part) : groups;
  return touched.flatMap((names): SideWrite[] => {
    const attributes = attributesOf(plan, names);
    const old = attributes.map((attribute) => stored.get(attribute));
    const values = attributes.map((attribute) => valueAfter(part, attribute, stored));
    const isUnchanged = values.every((value, i) => value === old[i]);
    const before = guardKey(part, prefix, names, old, 'ignore');
    const after = guardKey(part, prefix, names, values, isUnchanged ? 'ignore' : 'refuse');
    const shared = {
      table: tableName(part.state.service, plan.table.name),
      owner: part.state.owner,
      failed: (cause: unknown) => new UniqueViolation(plan.name, names, cause),
    };
    const expires = ttl && valueAfter(part, ttl, stored);
    const item: StoredItem = {
      ...after,
      [GUARD_OWNER]: owner,
      ...(plan.table.marker !== undefined && { [plan.table.marker]: { S: GUARD } }),
      ...(ttl && expires && { [ttl.stored]: expires }),
    };
    // Of two items that had one value before it was unique, only one has the guard: the other can be changed all the same.
    const keeps = before !== undefined && sameKey(before, after);
    const put = after && { ...shared, kind: 'put' as const, key: after, item, condition: free, optional: keeps };
    const own = equals([GUARD_OWNER], owner);
    const condition = combined('OR', [notExists(plan.table.partitionKey), own]);
    const release = { ...shared, kind: 'delete' as const, condition, optional: true };
    return [...(put ? [put] : []), ...(before && !keeps ? [{ ...release, key: before }] : [])];
  });
}

/** An item that only has the key of a guard, from before such keys were refused, guards nothing and blocks nothing. */
const isNoGuard = (marker: string | undefined): ConditionNode =>
  marker === undefined
    ? notExists(GUARD_OWNER)
    : { text: '? <> ?', operands: [{ path: [marker] }, { value: { S: GUARD } }] };

function valueAfter(part: WritePart, attribute: AttributePlan, stored: Stored): AttributeValue | undefined {
  if (part.kind === 'put') return part.state.item[attribute.stored];
  if (part.kind !== 'update') return undefined;
  const old = stored.get(attribute);
  const after = scalarAfter(part.state, attribute, old);
  return after === 'unchanged' ? old : after;
}

/** A guard item must not outlive its item. */
const ttlOf = (plan: EntityPlan): AttributePlan | undefined =>
  plan.table.ttl === undefined ? undefined : plan.attributes.find(({ stored }) => stored === plan.table.ttl);

const attributesOf = (plan: EntityPlan, names: readonly string[]): readonly AttributePlan[] =>
  names.flatMap((name) => plan.byName.get(name) ?? []);

/**
 * Undefined where one of the attributes is absent: then nothing is unique. What other programs stored may be of another
 * type, or too long for a key: no guard was ever written for it, so there is none to keep or to release.
 */
function guardKey(
  { state: { plan, owner, operation } }: WritePart,
  prefix: string,
  names: readonly string[],
  values: readonly (AttributeValue | undefined)[],
  tooLong: 'ignore' | 'refuse',
): ItemKey | undefined {
  const { table } = plan;
  if (table.sortKey === undefined)
    throw new Error(`${plan.name}: the table ${table.name} has no sort key, so it cannot hold guard items.`);
  const texts = values.map(valueText);
  if (texts.includes(undefined)) return undefined;
  const problems = collectProblems(plan.name, operation);
  const parameter = owner.scope?.parameter;
  const parts = parameter === undefined ? {} : { [parameter]: owner.value };
  const partition = buildKey(readTemplate(prefix), parts, 'partition', problems.report);
  const sort = GUARD_PREFIX + [plan.name, names.join('+'), ...texts].join('#');
  if (Buffer.byteLength(sort) > KEY_BYTES.sort) {
    if (tooLong === 'ignore') return undefined;
    problems.report({
      path: names.join(', '),
      message: `is too long to be unique: a guard item's key holds it, and keys have up to ${KEY_BYTES.sort} bytes`,
    });
  }
  problems.finish();
  return { [table.partitionKey]: { S: partition as string }, [table.sortKey]: { S: sort } };
}

/**
 * One text for each value: numbers that are equal are one, and no text runs into the next. Undefined for what cannot be
 * unique.
 */
function valueText(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.S !== undefined) return value.S.replaceAll('%', '%25').replaceAll('#', '%23');
  if (value.N !== undefined) return addExactly(value.N, '0');
  if (value.B !== undefined) return Buffer.from(value.B).toString('base64url');
  if (value.BOOL !== undefined) return String(value.BOOL);
  return undefined;
}

const sameKey = (a: ItemKey, b: ItemKey | undefined): boolean =>
  b !== undefined && Object.keys(a).every((name) => a[name]?.S === b[name]?.S);
