import type { BatchGetItemCommandInput, BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { RequestRefused } from '../errors/request-refused.js';
import { stoppedAt } from '../errors/stopped-at.js';
import { UnprocessedItems } from '../errors/unprocessed-items.js';
import { makeAliases } from '../expression/compile.js';
import { outermost } from '../expression/projection.js';
import { BatchGetItemCommand } from '../wire/commands.js';
import { sendChunks } from './batch.js';
import { type Common, commonInput, itemDetails, replaceInvalid } from './common.js';
import { GetRequest, type GetState, getDestination, readGot } from './get.js';
import { checkOnInvalid, type OnInvalid } from './on-invalid.js';
import type { NoOwnClient } from './own-client.js';
import { commonOfParts, itemIdentity, refuseOwnOptions } from './parts.js';
import { SentRequest } from './request.js';
import { sendCommand } from './send.js';
import { tableName } from './service.js';

/** Source: Amazon DynamoDB API Reference, BatchGetItem. */
const CHUNK = 100;

/** A request that `batchGet` and `transactGet` accept. */
export interface GetEntry extends NoOwnClient {
  readonly kind: 'get';
}

/** The results of get requests, in their order. */
export type GotItems<Requests extends readonly unknown[]> = {
  -readonly [Index in keyof Requests]: Requests[Index] extends GetRequest<infer Item> ? Item | undefined : never;
};

interface State extends Common {
  readonly parts: readonly GetState[];
}

/** One distinct key with the places that asked for it. */
interface Entry {
  readonly part: GetState;
  readonly table: string;
  readonly identity: string;
  readonly places: number[];
}

/** Reads many items. Immutable: each method returns a new request. */
export class BatchGetRequest<out Results> extends SentRequest {
  readonly kind = 'batchGet';
  protected declare readonly state: State;

  constructor(state: State) {
    super(state);
  }

  /** Sets what happens to items that do not decode; one that is left out is undefined in its place. */
  onInvalid(choice: OnInvalid): BatchGetRequest<Results> {
    return new BatchGetRequest({ ...this.state, onInvalid: checkOnInvalid('batchGet: onInvalid()', choice) });
  }

  /** The inputs of the commands, without sending them: 100 keys each, one kind of projection and consistency each. */
  params(): BatchGetItemCommandInput[] {
    const { state, groups } = plan(this.state);
    return groups.flatMap((group) => chunksOf(group, CHUNK).map((chunk) => inputOf(state, chunk)));
  }

  /**
   * The items in the order of the requests, undefined where there is none. A key that is named twice is read once.
   * What DynamoDB leaves unprocessed is asked for again; throws `UnprocessedItems` when it never comes.
   */
  async send(): Promise<Results> {
    const { state, groups } = plan(this.state);
    const results: unknown[] = state.parts.map(() => undefined);
    const left: Entry[] = [];
    for (const group of groups)
      left.push(...(await sendChunks(group, CHUNK, (chunk) => sendChunk(state, chunk, results), state.signal)));
    if (left.length > 0)
      throw new UnprocessedItems(
        'batchGet',
        left.flatMap(({ places }) => places).sort((a, b) => a - b),
        results,
      );
    return results as Results;
  }
}

/** Reads many items of any entities: `batchGet(club.member.get(a), club.aircraft.get(b))`, typed by entry. */
export function batchGet<const Requests extends readonly GetEntry[]>(
  ...requests: Requests
): BatchGetRequest<GotItems<Requests>> {
  const parts = requests.map((request, index) => {
    const state = GetRequest.stateOf(request);
    if (state === undefined) throw new RequestRefused('batchGet takes get requests.');
    refuseOwnOptions('batchGet', state, index);
    return state;
  });
  return new BatchGetRequest({ ...commonOfParts('batchGet', parts, undefined), parts });
}

/** Entries by table, consistency and projection, which DynamoDB takes once for a table. */
function plan(state: State): { readonly state: State; readonly groups: readonly (readonly Entry[])[] } {
  const common = commonOfParts('batchGet', state.parts, state.client);
  const groups = new Map<string, Map<string, Entry>>();
  state.parts.forEach((part, place) => {
    const table = tableName(part.service, part.plan.table.name);
    const name = JSON.stringify([table, part.consistent ?? false, part.selected?.map(({ path }) => path) ?? null]);
    const group = groups.get(name) ?? new Map<string, Entry>();
    groups.set(name, group);
    const identity = itemIdentity(table, part.key);
    const entry = group.get(identity);
    if (entry) entry.places.push(place);
    else group.set(identity, { part, table, identity, places: [place] });
  });
  return { state: { ...state, ...common }, groups: [...groups.values()].map((group) => [...group.values()]) };
}

function inputOf(state: State, chunk: readonly Entry[]): BatchGetItemCommandInput {
  const [{ part, table }] = chunk as readonly [Entry];
  const { plan: entity, selected, consistent } = part;
  const aliases = makeAliases();
  // Results come in no order: the key tells whose they are.
  const parameter = entity.scope?.parameter === undefined ? undefined : entity.byName.get(entity.scope.parameter);
  const always = [
    entity.table.partitionKey,
    ...(entity.table.sortKey ? [entity.table.sortKey] : []),
    ...(parameter ? [parameter.stored] : []),
  ];
  const projection = selected && {
    ProjectionExpression: outermost([...selected.map(({ path }) => path), ...always.map((name) => [name])])
      .map(aliases.path)
      .join(', '),
    ...aliases.attributes(),
  };
  const keys = chunk.map((entry) => entry.part.key);
  return {
    RequestItems: { [table]: { Keys: keys, ...projection, ...(consistent && { ConsistentRead: true }) } },
    ...commonInput(state),
  };
}

async function sendChunk(state: State, chunk: readonly Entry[], results: unknown[]): Promise<readonly Entry[]> {
  const [{ part, table }] = chunk as readonly [Entry];
  const entities = [...new Set(chunk.map((entry) => entry.part.plan.name))];
  const owners = chunk.map((entry) => entry.part.owner);
  const destination = { ...getDestination(part), entities, operation: 'batchGet', owners };
  const details = () => ({
    ...itemDetails(part, 'dynamodb:BatchGetItem'),
    entity: entities.join(', '),
    operation: 'batchGet',
    leadingKeys: [...new Set(chunk.flatMap((entry) => itemDetails(entry.part, '').leadingKeys))],
    patterns: [...new Set(chunk.flatMap((entry) => itemDetails(entry.part, '').patterns))],
  });
  const output = await sendCommand<BatchGetItemCommandOutput>(
    state,
    new BatchGetItemCommand(inputOf(state, chunk)),
    destination,
    details,
  );
  const byIdentity = new Map(chunk.map((entry) => [entry.identity, entry]));
  for (const item of output.Responses?.[table] ?? []) {
    const entry = byIdentity.get(itemIdentity(table, keyOf(part, item)));
    for (const place of entry?.places ?? []) results[place] = readPlace(state, place, item, results);
  }
  const unprocessed = output.UnprocessedKeys?.[table]?.Keys ?? [];
  return unprocessed.flatMap((key) => byIdentity.get(itemIdentity(table, key as GetState['key'])) ?? []);
}

/** The item of a place, or what takes it; the error of one carries what else was read. */
function readPlace(state: State, place: number, item: StoredItem, results: readonly unknown[]): unknown {
  try {
    return readGot(state.parts[place] as GetState, item);
  } catch (error) {
    try {
      return replaceInvalid(state, item, error);
    } catch (failed) {
      throw stoppedAt(failed, results, undefined);
    }
  }
}

function keyOf({ key }: GetState, item: StoredItem): GetState['key'] {
  return Object.fromEntries(Object.keys(key).map((name) => [name, item[name]])) as GetState['key'];
}

function chunksOf<Entry>(entries: readonly Entry[], size: number): (readonly Entry[])[] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, i) => entries.slice(i * size, (i + 1) * size));
}
