import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { makeAliases } from '../../expression/compile.js';
import { both, type ConditionNode, combined } from '../../expression/node.js';
import { itemIdentity } from '../parts.js';
import { tableName } from '../service.js';
import { conditionInput } from '../write-common.js';
import type { Companion, Stored, WritePart } from '../write-state.js';
import { partInput } from './part-input.js';

/** One entry of the call: a write of the caller, or what goes with one. */
export interface Entry {
  readonly input: TransactWriteItem;
  /** The place of the caller's request that it is or goes with. */
  readonly index: number;
  readonly own: boolean;
  /** Those whose conditions the entry carries. */
  readonly companions: readonly Companion[];
}

/** The values that were read for each write; none for most. */
export type StoredByPart = ReadonlyMap<WritePart, Stored>;

const NOTHING: Stored = new Map();
const NONE: ReadonlySet<string> = new Set();

/** The writes with all that goes with them. DynamoDB takes one entry for an item, so those of the same item are merged. */
export function assemble(
  parts: readonly WritePart[],
  stored: StoredByPart,
  now: number,
  without: ReadonlySet<string> = NONE,
): readonly Entry[] {
  const joined = parts.map((): Companion[] => []);
  const places = new Map(parts.map((part, index) => [identityOf(part), index]));
  const others = new Map<string, { readonly index: number; readonly companions: Companion[] }>();
  parts.forEach((part, index) => {
    const { sideWrites } = part.state;
    for (const companion of sideWrites?.companions(part, stored.get(part) ?? NOTHING, parts) ?? []) {
      const identity = itemIdentity(companion.table, companion.key);
      const place = places.get(identity);
      const other = others.get(identity);
      if (companion.optional && without.has(identity)) continue;
      if (place !== undefined) joined[place]?.push(companion);
      else if (other !== undefined) other.companions.push(companion);
      else others.set(identity, { index, companions: [companion] });
    }
  });
  return [
    ...parts.map((part, index): Entry => {
      const companions = joined[index] ?? [];
      const input = partInput(withConditions(part, companions), stored.get(part) ?? NOTHING, now);
      return { input: companions.length > 0 ? askingForOld(input) : input, index, own: true, companions };
    }),
    ...[...others.values()].map(({ index, companions }): Entry => {
      const input = companionInput(companions);
      return { input: companions.length > 1 ? askingForOld(input) : input, index, own: false, companions };
    }),
  ];
}

/** The item of an entry that the write can go without; undefined where it cannot. */
export function optionalItem({ own, companions }: Entry): string | undefined {
  const [first] = companions;
  if (own || first === undefined || !companions.every(({ optional }) => optional)) return undefined;
  return itemIdentity(first.table, first.key);
}

const identityOf = ({ state: { service, plan, key } }: WritePart): string =>
  itemIdentity(tableName(service, plan.table.name), key);

function withConditions(part: WritePart, companions: readonly Companion[]): WritePart {
  const condition = companions.reduce<ConditionNode | undefined>(
    (node, companion) => both(node, companion.condition),
    part.state.condition,
  );
  if (companions.length === 0 || condition === undefined) return part;
  // The same kind with the same state, but for its condition.
  return { ...part, state: { ...part.state, condition } } as WritePart;
}

/** Checks of one item are all asked; a value that one write releases may be taken by another of the same transaction. */
function companionInput(companions: readonly Companion[]): TransactWriteItem {
  const puts = companions.filter(({ kind }) => kind === 'put');
  const [main] = (puts.length > 0 ? puts : companions) as [Companion];
  const [, second] = puts;
  if (second !== undefined) throw second.failed(undefined, undefined);
  const nodes = companions.map(({ condition }) => condition);
  const [only] = nodes;
  const node: ConditionNode | undefined =
    nodes.length === 1 ? only : combined(main.kind === 'check' ? 'AND' : 'OR', nodes);
  const aliases = makeAliases();
  const shared = {
    TableName: main.table,
    ConditionExpression: '',
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
  };
  if (main.kind === 'put') return { Put: { ...shared, Item: main.item } };
  return main.kind === 'delete'
    ? { Delete: { ...shared, Key: main.key } }
    : { ConditionCheck: { ...shared, Key: main.key } };
}

/** Which of several conditions failed is told by the item. */
function askingForOld(input: TransactWriteItem): TransactWriteItem {
  const entries = Object.entries(input).map(([kind, entry]) => [
    kind,
    { ...entry, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
  ]);
  return Object.fromEntries(entries) as TransactWriteItem;
}
