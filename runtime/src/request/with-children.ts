import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { addParameters, type KnownParts } from '../entity/parameters.js';
import type { KeyPlan } from '../entity/plan.js';
import { asValues, refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { boundsOf } from '../key/bounds.js';
import { compareKeys } from '../key/compare.js';
import type { KeyRange } from '../key/range.js';
import type { Common } from './common.js';
import { checkOnInvalid, type OnInvalid } from './on-invalid.js';
import { commonOfParts } from './parts.js';
import { QueryRequest } from './query.js';
import { readOne, readRaw } from './query-pages.js';
import { type QueryState, queryInput } from './query-state.js';
import { SentRequest } from './request.js';

type AnyQuery = QueryRequest<unknown, unknown, never>;
type ItemOf<Query> = Query extends QueryRequest<infer Item, infer _Attributes, infer _Sort> ? Item : never;

/** A parent with its children by the names that the caller gives them. */
export type WithChildren<Parent, Children> = ItemOf<Parent> & {
  readonly [Name in keyof Children]: readonly ItemOf<Children[Name]>[];
};

interface State extends Common {
  readonly parent: QueryState;
  readonly children: readonly (readonly [name: string, state: QueryState])[];
  readonly consistent?: boolean;
}

/** Parents with their children, from one query. Immutable: each method returns a new request. */
export class WithChildrenRequest<out Result> extends SentRequest {
  readonly kind = 'withChildren';
  protected declare readonly state: State;

  constructor(state: State) {
    super(state);
  }

  /** Reads what was last written, at twice the read capacity. */
  consistent(consistent = true): WithChildrenRequest<Result> {
    return this.with({ consistent });
  }

  /** Sets what happens to parents and children that do not decode. */
  onInvalid(choice: OnInvalid): WithChildrenRequest<Result> {
    return this.with({ onInvalid: checkOnInvalid('withChildren: onInvalid()', choice) });
  }

  /** The input of the first command, without sending it. */
  params(): QueryCommandInput {
    return queryInput(this.#query());
  }

  /**
   * The parents in the order of their sort keys, each with its children in theirs. Children whose parent is not among
   * the parents are left out.
   */
  async all(): Promise<Result[]> {
    const { children } = this.state;
    const parent = this.#parent();
    const parents = new Map<string, { [name: string]: unknown }>();
    const found: { readonly name: string; readonly of: string; readonly item: unknown }[] = [];
    for await (const item of readRaw(this.#query())) {
      if (isIn(parent, item)) {
        const read = readOne(parent, item) as { [name: string]: unknown } | undefined;
        if (read === undefined) continue;
        parents.set(identity(parent.target.key, parent.target.key, item), {
          ...read,
          ...Object.fromEntries(children.map(([name]) => [name, []])),
        });
        continue;
      }
      const child = children.find(([, state]) => isIn(state, item));
      if (child === undefined) continue;
      const [name, { target, owner }] = child;
      const of = identity(parent.target.key, target.key, item);
      const read = readOne({ ...parent, target, owner }, item);
      if (read !== undefined) found.push({ name, of, item: read });
    }
    for (const { name, of, item } of found) (parents.get(of)?.[name] as unknown[] | undefined)?.push(item);
    return [...parents.values()] as Result[];
  }

  /** The first parent with its children; undefined when there is none. */
  async first(): Promise<Result | undefined> {
    return (await this.all())[0];
  }

  /** The parent's query with the options of the whole. */
  #parent(): QueryState {
    const { parent, children: _children, client: _client, ...options } = this.state;
    return { ...parent, ...options };
  }

  #query(): QueryState {
    const { children, client } = this.state;
    const parent = this.#parent();
    const states = [parent, ...children.map(([, state]) => state)];
    const common = commonOfParts('withChildren', states, client);
    return withoutKinds({ ...parent, ...common, range: hull(states.map(({ range }) => range)) });
  }
}

/**
 * Reads parents and the items below them in one query, such as invoices with their lines:
 * `withChildren(invoice.query(p).eq({ invoiceNumber }), { lines: invoiceLine.query(p).eq({ invoiceNumber }) })`. All
 * queries are of one partition; a child belongs to the parent whose key parameters its own key holds.
 */
export function withChildren<Parent extends AnyQuery, const Children extends { readonly [name: string]: AnyQuery }>(
  parent: Parent,
  children: Children,
): WithChildrenRequest<WithChildren<Parent, Children>> {
  const state = stateOf(parent);
  asValues('withChildren()', 'an object of queries', children);
  const states = Object.entries(children).map(([name, query]) => [name, stateOf(query)] as const);
  for (const [name, { target, partition }] of states) {
    const own = state.target;
    if (target.table !== own.table || target.key.index !== own.key.index || partition !== state.partition)
      throw new RequestRefused(`withChildren: ${name} is of another partition than ${own.name}: one query reads one.`);
  }
  return new WithChildrenRequest({ service: state.service, parent: state, children: states });
}

function stateOf(query: AnyQuery): QueryState {
  const state = QueryRequest.stateOf(query) ?? refuseArgument('withChildren()', 'queries', query);
  const { filter, limit, selected, reverse, shards } = state;
  if (filter || limit || selected || reverse || shards)
    throw new RequestRefused(
      `withChildren takes plain queries: ${state.target.name} has a filter, limit, select, reverse or shards.`,
    );
  return state;
}

/** All entities of the queries are wanted, and others are passed over here. */
function withoutKinds(state: QueryState): QueryState {
  const { kinds: _kinds, skips: _skips, ...target } = state.target;
  return { ...state, target: { ...target, read: state.target.read } };
}

/** Returns whether an item is of the query's entity and lies in its range. */
function isIn({ target, range }: QueryState, item: StoredItem): boolean {
  const { sort } = target.key;
  const marker = target.table.marker;
  // One that nobody knows is told by its key, and is an error that names it.
  if (marker !== undefined && target.key.shared.includes(item[marker]?.S ?? '')) return false;
  const text = sort === undefined ? '' : (item[sort.attribute]?.S ?? '');
  if (sort !== undefined && addParameters(new Map(), sort, text) !== undefined) return false;
  const { low, high, open } = boundsOf(range);
  return compareKeys(low, text) <= 0 && (open || compareKeys(text, high) <= 0);
}

/** The parent's parameters in a key. */
function identity(parent: KeyPlan, own: KeyPlan, item: StoredItem): string {
  const found: KnownParts = new Map();
  for (const part of own.sort ? [own.partition, own.sort] : [own.partition])
    addParameters(found, part, item[part.attribute]?.S ?? '');
  const names = [...parent.partition.attributes, ...(parent.sort?.attributes ?? [])].map(({ label }) => label);
  return JSON.stringify(names.map((name) => found.get(name)?.value));
}

/** The smallest range that holds all of them. */
function hull(ranges: readonly KeyRange[]): KeyRange {
  const bounds = ranges.map(boundsOf);
  const low = bounds.reduce(
    (least, { low: each }) => (compareKeys(each, least) < 0 ? each : least),
    bounds[0]?.low ?? '',
  );
  if (bounds.some(({ open }) => open)) return low === '' ? { kind: 'all' } : { kind: '>=', value: low };
  const high = bounds.reduce((most, { high: each }) => (compareKeys(each, most) > 0 ? each : most), '');
  return low === '' ? { kind: '<=', value: high } : { kind: 'between', low, high };
}
