import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { refuseType } from '../codec/refuse.js';
import { type ItemKey, partsOf } from '../entity/key-values.js';
import { collectProblems } from '../errors/collect.js';
import { asValues } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { cursorOf, stoppedAt } from '../errors/stopped-at.js';
import type { ConditionCallback } from '../expression/callback.js';
import { both, type ConditionNode } from '../expression/node.js';
import type { PathOf, Selected, Whole } from '../expression/select.js';
import type { KeyParts } from '../key/build.js';
import { type KeyRange, type SortCondition, sortRange } from '../key/range.js';
import { readCursor, writeCursor } from './cursor.js';
import { checkOnInvalid, type OnInvalid } from './on-invalid.js';
import { countItems, readBatch } from './query-pages.js';
import { verifyStart } from './query-start.js';
import { keyNames, type QueryState, queryIdentity, queryInput } from './query-state.js';
import { SentRequest } from './request.js';

/** The result of `page`. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass it to `page` of the same query to go on; absent at the end. */
  readonly cursor?: string;
}

/**
 * Items of one partition in the order of their sort keys. Sort conditions take parameters of the sort key's template,
 * leading ones alone for all that begins with them. Immutable: each method returns a new request.
 */
export class QueryRequest<out Item, out Attributes, in Sort> extends SentRequest {
  readonly kind = 'query';
  protected declare readonly state: QueryState;

  constructor(state: QueryState) {
    super(state);
  }

  /** The key itself, or all keys that begin with these parameters. */
  eq(sort: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('eq', sort);
  }
  /** Before the key, or before all keys that begin with these parameters. */
  lt(sort: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('lt', sort);
  }
  /** Up to and with the key, or all keys that begin with these parameters. */
  le(sort: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('le', sort);
  }
  /** Behind the key, or behind all keys that begin with these parameters. */
  gt(sort: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('gt', sort);
  }
  /** From the key on, or from the first key that begins with these parameters. */
  ge(sort: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('ge', sort);
  }
  /** From `low` to `high`, both included with all that begins with them. */
  between(low: Sort, high: Sort): QueryRequest<Item, Attributes, Sort> {
    return this.#range('between', low, high);
  }
  /** Like `eq`, but the last of the parameters is itself a beginning: `beginsWith({ startsAt: '2026-06' })`. */
  beginsWith(sort: { readonly [Name in keyof Sort]?: string }): QueryRequest<Item, Attributes, Sort> {
    return this.#range('beginsWith', sort as Sort);
  }

  /** Leaves out items that do not fulfil this, after they were read and paid for; several must all hold. */
  filter(condition: ConditionCallback<Attributes>): QueryRequest<Item, Attributes, Sort> {
    const node = both(this.state.filter, this.state.target.filter(condition as never));
    return this.#with({ filter: node as ConditionNode });
  }

  /** At most this many items, not counting those that the filter leaves out. */
  limit(limit: number): QueryRequest<Item, Attributes, Sort> {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RequestRefused(`${this.#what()}: limit() takes a whole number from 1 on.`);
    return this.#with({ limit });
  }

  /** From the last sort key to the first. */
  reverse(reverse = true): QueryRequest<Item, Attributes, Sort> {
    return this.#with({ reverse });
  }

  /** Reads what was last written, at twice the read capacity. Global indexes cannot. */
  consistent(consistent = true): QueryRequest<Item, Attributes, Sort> {
    const { key, primary } = this.state.target;
    if (consistent && key.index !== undefined && key.partition !== primary[0]) {
      throw new RequestRefused(`${this.#what()}: the global index ${key.index} has no consistent reads.`);
    }
    return this.#with({ consistent });
  }

  /**
   * Sets what happens to items that do not decode: `throw` (the default), `skip`, or a function whose result takes the item's
   * place; with undefined it is left out.
   */
  onInvalid(choice: OnInvalid<Item>): QueryRequest<Item, Attributes, Sort> {
    return this.#with({ onInvalid: checkOnInvalid(`${this.#what()}: onInvalid()`, choice) });
  }

  /** Reads only these attributes: `select('name', 'address.city')`. */
  select<const Paths extends PathOf<Whole<Item>>, Result = Selected<Whole<Item>, Paths>>(
    ...paths: readonly Paths[]
  ): QueryRequest<Result, Attributes, Sort> {
    return this.#with({ selected: this.state.target.select(paths) }) as QueryRequest<
      unknown,
      Attributes,
      Sort
    > as QueryRequest<Result, Attributes, Sort>;
  }

  /** The input of the first command, without sending it. Over shards: the first shard's. */
  params(): QueryCommandInput {
    return queryInput(this.state, undefined, this.state.limit);
  }

  /**
   * With a limit: that many items, unless there are no more. Without: what one call gives, which may be nothing though
   * there is more. Throws `RequestRefused` for a cursor of another query or tenant, and `DecodeFailed` with the \`cursor\` that
   * goes on behind the item and the \`items\` before it.
   */
  async page(cursor?: string): Promise<Page<Item>> {
    const state = this.state;
    const { limit, shards } = state;
    if (shards) return (await shards.fanOut.page(state, shards.partitions, this.#what(), cursor)) as Page<Item>;
    const identity = queryIdentity(state);
    const items: unknown[] = [];
    let next =
      cursor === undefined
        ? undefined
        : verifyStart(state, this.#what(), readCursor(this.#what(), cursor, identity, keyNames(state.target)));
    for (let round = 0; ; round++) {
      const batch = await readBatch(state, next, limit === undefined ? undefined : limit - items.length, round);
      items.push(...batch.items);
      next = batch.next;
      if (batch.failed) throw stoppedAt(batch.failed, items, next && writeCursor(identity, next));
      if (next === undefined || limit === undefined || items.length >= limit) break;
    }
    return { items: items as Item[], ...(next && { cursor: writeCursor(identity, next) }) };
  }

  /** All items, or as many as the limit says. */
  async all(): Promise<Item[]> {
    const items: Item[] = [];
    try {
      for await (const batch of this.#batches()) items.push(...batch);
    } catch (error) {
      throw stoppedAt(error, items, cursorOf(error));
    }
    return items;
  }

  /** The first item; undefined when there is none. */
  async first(): Promise<Item | undefined> {
    const { items } = await this.limit(1).page();
    return items[0];
  }

  /** How many items there are, or the limit where there are more. */
  async count(): Promise<number> {
    const { target, shards } = this.state;
    if (target.skips) return (await this.all()).length;
    return shards ? shards.fanOut.count(this.state, shards.partitions) : countItems(this.state);
  }

  /** Reads page after page, as the items are consumed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const batch of this.#batches()) yield* batch;
  }

  async *#batches(): AsyncGenerator<readonly Item[], void, undefined> {
    const state = this.state;
    if (state.shards) {
      const { fanOut, partitions } = state.shards;
      yield* fanOut.batches(state, partitions) as AsyncGenerator<readonly Item[], void, undefined>;
      return;
    }
    let left = state.limit;
    let next: ItemKey | undefined;
    for (let round = 0; ; round++) {
      const batch = await readBatch(state, next, left, round);
      yield batch.items as readonly Item[];
      next = batch.next;
      if (batch.failed) throw stoppedAt(batch.failed, [], next && writeCursor(queryIdentity(state), next));
      if (left !== undefined) left -= batch.items.length;
      if (next === undefined || left === 0) return;
    }
  }

  /** For the composite reads of this package. */
  static stateOf(request: object): QueryState | undefined {
    return request instanceof QueryRequest ? request.state : undefined;
  }

  #what(): string {
    const { name, key } = this.state.target;
    return key.accessPattern === 'primary' ? `${name} query` : `${name} ${key.accessPattern}`;
  }

  #with(change: Partial<QueryState>): QueryRequest<Item, Attributes, Sort> {
    return new QueryRequest({ ...this.state, ...change });
  }

  /** Parameters of the sort key that the partition names too need not be given again. */
  #range(kind: SortCondition['kind'], low: Sort, high?: Sort): QueryRequest<Item, Attributes, Sort> {
    const { target, named, ranged } = this.state;
    const { name, key } = target;
    if (ranged)
      throw new RequestRefused(
        `${this.#what()}: DynamoDB takes one condition on the sort key. Use between(), or a filter on the attribute.`,
      );
    if (key.sort === undefined) throw new RequestRefused(`${this.#what()}: there is no sort key.`);
    const { sort } = key;
    const problems = collectProblems(name, key.accessPattern);
    for (const given of kind === 'between' ? [low, high] : [low]) {
      asValues(`${this.#what()}: ${kind}()`, 'an object of parameters of the sort key', given);
      if (kind !== 'beginsWith') continue;
      for (const [parameter, value] of Object.entries(given as object))
        if (typeof value !== 'string') refuseType(problems.report, parameter, 'a string', value);
      problems.finish();
    }
    const texts = (given: Sort): KeyParts =>
      kind === 'beginsWith'
        ? { ...partsOf(sort, named, problems.report), ...given }
        : partsOf(sort, { ...named, ...given }, problems.report);
    const condition = { kind, parts: texts(low), ...(high && { high: texts(high) }) };
    problems.finish();
    const range = sortRange(sort.template, condition, problems.report);
    problems.finish();
    return this.#with({ ranged: true, range: range as KeyRange });
  }
}
