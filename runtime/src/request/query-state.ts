import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { keyPattern, redactKey } from '../entity/describe-key.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { ItemKey } from '../entity/key-values.js';
import type { KeyPart, KeyPlan } from '../entity/plan.js';
import { holds, type TableDefinition } from '../entity/table.js';
import type { Owner } from '../entity/verify.js';
import type { CallDetails } from '../errors/from-service.js';
import { type Aliases, compileCondition, makeAliases } from '../expression/compile.js';
import { both, type ConditionNode } from '../expression/node.js';
import { outermost, type SelectedPath } from '../expression/projection.js';
import type { KeyRange } from '../key/range.js';
import { type Common, commonInput, type Destination } from './common.js';
import { tableName } from './service.js';

/** The target of a query: an entity's table key or index, or a collection. */
export interface QueryTarget {
  /** The entity or collection. */
  readonly name: string;
  readonly entities: readonly string[];
  readonly table: TableDefinition;
  readonly key: KeyPlan;
  /** The primary key's parts: an index's items carry them too. */
  readonly primary: readonly KeyPart[];
  /** Attributes by stored name that every read includes, to verify the owner. */
  readonly always: readonly string[];
  /** Holds items of other kinds back, where keys alone do not. */
  readonly kinds?: ConditionNode;
  /** True if an item is of another kind and to be passed over, where DynamoDB cannot tell. */
  skips?(item: StoredItem): boolean;
  /** Refuses an item that is not the owner's, where the key of the query does not prove it: in an index. */
  verify?(owner: Owner, item: StoredItem): void;
  read(owner: Owner, item: StoredItem, selected: readonly SelectedPath[] | undefined): unknown;
  filter(callback: never): ConditionNode;
  select(paths: readonly string[]): readonly SelectedPath[];
}

/** Reads many partitions as one: the shards of a partition. */
export interface FanOut {
  batches(state: QueryState, partitions: readonly string[]): AsyncGenerator<readonly unknown[], void, undefined>;
  page(
    state: QueryState,
    partitions: readonly string[],
    what: string,
    cursor: string | undefined,
  ): Promise<{ readonly items: readonly unknown[]; readonly cursor?: string }>;
  count(state: QueryState, partitions: readonly string[]): Promise<number>;
}

export interface QueryState extends Common {
  readonly target: QueryTarget;
  readonly partition: string;
  /** The partition's parameters: the sort key may repeat them, and then conditions need not. */
  readonly named: { readonly [name: string]: unknown };
  readonly owner: Owner;
  readonly range: KeyRange;
  /** True if the caller gave a sort condition; a second is refused. */
  readonly ranged?: boolean;
  readonly filter?: ConditionNode;
  readonly limit?: number;
  readonly reverse?: boolean;
  readonly consistent?: boolean;
  readonly selected?: readonly SelectedPath[];
  /** All partitions of a query over shards, of which `partition` is the first. */
  readonly shards?: { readonly fanOut: FanOut; readonly partitions: readonly string[] };
}

/** The names of the key attributes of the table and the index: what a start key holds. */
export function keyNames({ key, primary }: QueryTarget): readonly string[] {
  const parts = [...primary, key.partition, ...(key.sort ? [key.sort] : [])];
  return [...new Set(parts.map(({ attribute }) => attribute))];
}

/** The Query command's input for one page. */
export function queryInput(
  state: QueryState,
  start?: ItemKey,
  limit?: number,
  select?: QueryCommandInput['Select'],
): QueryCommandInput {
  const { service, target, partition, range, reverse, consistent } = state;
  const { key, table } = target;
  const aliases = makeAliases();
  const condition = `${aliases.name(key.partition.attribute)} = ${aliases.value({ S: partition })}`;
  const filter = both(target.kinds, state.filter);
  return {
    TableName: tableName(service, table.name),
    ...(key.index !== undefined && { IndexName: key.index }),
    KeyConditionExpression: condition + rangeText(key.sort, range, aliases),
    ...(filter && { FilterExpression: compileCondition(filter, aliases) }),
    ...(select ? { Select: select } : projection(state, aliases)),
    ...aliases.attributes(),
    ...(reverse && { ScanIndexForward: false }),
    ...(consistent && { ConsistentRead: true }),
    ...(limit !== undefined && { Limit: limit }),
    ...(start && { ExclusiveStartKey: start }),
    ...commonInput(state),
  };
}

function rangeText(sort: KeyPart | undefined, range: KeyRange, aliases: Aliases): string {
  if (sort === undefined || range.kind === 'all') return '';
  const name = aliases.name(sort.attribute);
  const value = (text: string): string => aliases.value({ S: text });
  if (range.kind === 'between') return ` AND ${name} BETWEEN ${value(range.low)} AND ${value(range.high)}`;
  if (range.kind === 'begins_with') return ` AND begins_with(${name}, ${value(range.value)})`;
  return ` AND ${name} ${range.kind} ${value(range.value)}`;
}

/** `Select` is what IAM is asked of roles that are limited to attributes. A partial index gives what it holds, whole. */
function projection({ target, selected }: QueryState, aliases: Aliases): Projected {
  if (selected === undefined) return {};
  const { key, table } = target;
  const whole = key.projection === 'all';
  const wanted = selected.map(({ path }) => (whole ? path : path.slice(0, 1)));
  const always = whole || table.marker === undefined ? target.always : [...target.always, table.marker];
  const held = [...wanted, ...always.map((name) => [name])].filter(([name]) => holds(key.projection, String(name)));
  const paths = outermost([...held, ...keyNames(target).map((name) => [name])]);
  return { Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: paths.map((path) => aliases.path(path)).join(', ') };
}

type Projected = Pick<QueryCommandInput, 'Select' | 'ProjectionExpression'>;

/**
 * Identifies a query: a cursor of it fits no other. Values of filters and bounds may change from page to page, as
 * the present time does.
 */
export function queryIdentity({ target, partition, reverse, service, shards }: QueryState): string {
  const table = tableName(service, target.table.name);
  return JSON.stringify([
    target.name,
    target.key.accessPattern,
    table,
    partition,
    reverse ?? false,
    ...(shards ? [shards.partitions.length] : []),
  ]);
}

export function queryDestination({ target, owner }: QueryState): Destination {
  return {
    entities: target.entities,
    accessPattern: target.key.accessPattern,
    operation: 'query',
    owners: [owner],
    writes: false,
  };
}

export function queryDetails({ service, target, partition }: QueryState): CallDetails {
  const { key, table } = target;
  const resource = tableName(service, table.name) + (key.index === undefined ? '' : `/index/${key.index}`);
  return {
    ...{ entity: target.name, operation: 'query', action: 'dynamodb:Query', resource },
    leadingKeys: [redactKey(key.partition, partition)],
    patterns: [keyPattern(key.partition, key.scope)],
  };
}
