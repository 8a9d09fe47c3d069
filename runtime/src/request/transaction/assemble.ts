import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { makeAliases } from '../../expression/compile.js';
import { both, type ConditionNode, combined } from '../../expression/node.js';
import { itemIdentity } from '../parts.js';
import { tableName } from '../service.js';
import { conditionInput } from '../write-common.js';
import type { SideWrite, Stored, WritePart } from '../write-state.js';
import { partInput } from './part-input.js';

/** One entry of the call: a write of the caller, or what goes with one. */
export interface Entry {
  readonly input: TransactWriteItem;
  /** The place of the caller's request that it is or goes with. */
  readonly index: number;
  readonly own: boolean;
  /** Those whose conditions the entry carries. */
  readonly entries: readonly SideWrite[];
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
  const joined = parts.map((): SideWrite[] => []);
  const places = new Map(parts.map((part, index) => [identityOf(part), index]));
  const others = new Map<string, { readonly index: number; readonly entries: SideWrite[] }>();
  parts.forEach((part, index) => {
    const { sideWrites } = part.state;
    for (const sideWrite of sideWrites?.entries(part, stored.get(part) ?? NOTHING, parts) ?? []) {
      const identity = itemIdentity(sideWrite.table, sideWrite.key);
      const place = places.get(identity);
      const other = others.get(identity);
      if (sideWrite.optional && without.has(identity)) continue;
      if (place !== undefined) joined[place]?.push(sideWrite);
      else if (other !== undefined) other.entries.push(sideWrite);
      else others.set(identity, { index, entries: [sideWrite] });
    }
  });
  return [
    ...parts.map((part, index): Entry => {
      const entries = joined[index] ?? [];
      const input = partInput(withConditions(part, entries), stored.get(part) ?? NOTHING, now);
      return { input: entries.length > 0 ? askingForOld(input) : input, index, own: true, entries };
    }),
    ...[...others.values()].map(({ index, entries }): Entry => {
      const input = companionInput(entries);
      return { input: entries.length > 1 ? askingForOld(input) : input, index, own: false, entries };
    }),
  ];
}

/** The item of an entry that the write can go without; undefined where it cannot. */
export function optionalItem({ own, entries }: Entry): string | undefined {
  const [first] = entries;
  if (own || first === undefined || !entries.every(({ optional }) => optional)) return undefined;
  return itemIdentity(first.table, first.key);
}

const identityOf = ({ state: { service, plan, key } }: WritePart): string =>
  itemIdentity(tableName(service, plan.table.name), key);

function withConditions(part: WritePart, entries: readonly SideWrite[]): WritePart {
  const condition = entries.reduce<ConditionNode | undefined>(
    (node, sideWrite) => both(node, sideWrite.condition),
    part.state.condition,
  );
  if (entries.length === 0 || condition === undefined) return part;
  // The same kind with the same state, but for its condition.
  return { ...part, state: { ...part.state, condition } } as WritePart;
}

/** Checks of one item are all asked; a value that one write releases may be taken by another of the same transaction. */
function companionInput(entries: readonly SideWrite[]): TransactWriteItem {
  const puts = entries.filter(({ kind }) => kind === 'put');
  const [main] = (puts.length > 0 ? puts : entries) as [SideWrite];
  const [, second] = puts;
  if (second !== undefined) throw second.failed(undefined, undefined);
  const nodes = entries.map(({ condition }) => condition);
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
