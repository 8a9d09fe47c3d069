import type { BatchWriteItemCommandInput, BatchWriteItemCommandOutput, WriteRequest } from '@aws-sdk/client-dynamodb';
import { exceeds } from '../entity/item-size.js';
import { ItemTooLarge } from '../errors/item-too-large.js';
import { RequestRefused } from '../errors/request-refused.js';
import { UnprocessedItems } from '../errors/unprocessed-items.js';
import { writeError } from '../errors/write-error.js';
import { BatchWriteItemCommand } from '../wire/commands.js';
import { sendChunks } from './batch.js';
import { type Common, commonInput, itemDetails, passedOn } from './common.js';
import { DeleteRequest, type DeleteState } from './delete.js';
import type { NoOwnClient } from './own-client.js';
import { commonOfParts, itemIdentity, refuseOwnOptions } from './parts.js';
import { PutRequest } from './put.js';
import { SentRequest } from './request.js';
import { sendWrite } from './send-write.js';
import { tableName } from './service.js';
import { writeDestination } from './write-common.js';
import type { PutState, WritePart } from './write-state.js';
import { type WrittenItems, writtenItems } from './written-items.js';

/** Source: Amazon DynamoDB API Reference, BatchWriteItem. */
const CHUNK = 25;

/** A request that `batchWrite` accepts: `put` and `delete` without conditions. */
export interface BatchWriteEntry extends NoOwnClient {
  readonly kind: 'put' | 'delete';
}

interface State extends Common {
  readonly parts: readonly (PutState | DeleteState)[];
}

interface Entry {
  readonly part: PutState | DeleteState;
  readonly table: string;
  readonly place: number;
  readonly identity: string;
}

/** Writes and deletes many items, each for itself. Immutable: each method returns a new request. */
export class BatchWriteRequest<out Results = unknown> extends SentRequest {
  readonly kind = 'batchWrite';
  protected declare readonly state: State;

  constructor(state: State) {
    super(state);
  }

  /** The inputs of the commands, without sending them: 25 entries each. Those that are sent alone are left out. */
  params(): BatchWriteItemCommandInput[] {
    const entries = entriesOf(this.state).filter(({ part }) => !standsAlone(part));
    return Array.from({ length: Math.ceil(entries.length / CHUNK) }, (_, i) =>
      inputOf(this.state, entries.slice(i * CHUNK, (i + 1) * CHUNK)),
    );
  }

  /**
   * Gives the items that puts wrote, with generated values, in the order of the requests; undefined for deletes.
   * Where an item is named more than once, the last entry is the one that is sent: as if they came one after the other.
   * What DynamoDB leaves unprocessed is sent again; throws `UnprocessedItems` when it never goes through. Entries that
   * batches cannot carry (versions, unique attributes, write guards) are sent alone, a few at a time; their errors are
   * in the `errors` of `UnprocessedItems`.
   */
  async send(): Promise<Results> {
    const state = { ...this.state, ...commonOfParts('batchWrite', this.state.parts, this.state.client) };
    const entries = entriesOf(state);
    for (const { part, place } of entries) {
      if ('item' in part && exceeds(part.item))
        throw new ItemTooLarge(`batchWrite: entry ${place} (${part.plan.name})`);
    }
    const alone = entries.filter(({ part }) => standsAlone(part));
    const errors = new Map<number, unknown>();
    const [left] = await Promise.all([
      sendChunks(
        entries.filter(({ part }) => !standsAlone(part)),
        CHUNK,
        (chunk) => sendChunk(state, chunk),
        state.signal,
      ),
      sendChunks(alone, 1, ([entry]) => sendAlone(state, entry, errors), state.signal),
    ]);
    const places = [...left.map(({ place }) => place), ...errors.keys()];
    if (places.length > 0)
      throw new UnprocessedItems(
        'batchWrite',
        places.sort((a, b) => a - b),
        undefined,
        errors,
      );
    return writtenItems(state.parts) as Results;
  }
}

/** Writes many items of any entities: `batchWrite(club.member.put(a), club.member.delete(k))`. */
export function batchWrite<const Requests extends readonly BatchWriteEntry[]>(
  ...requests: Requests
): BatchWriteRequest<WrittenItems<Requests>> {
  const parts = requests.map((request, index) => {
    const state = PutRequest.stateOf(request) ?? DeleteRequest.stateOf(request);
    if (state === undefined)
      throw new RequestRefused(`batchWrite takes put and delete requests; entry ${index} is neither.`);
    refuseOwnOptions('batchWrite', state, index, NO_FAILURES);
    if (state.condition === undefined && !('create' in state && state.create)) return state;
    throw new RequestRefused(
      `batchWrite: entry ${index} (${state.plan.name} ${state.operation}) has a condition, which DynamoDB's batches do not take: use transactWrite.`,
    );
  });
  return new BatchWriteRequest({ ...commonOfParts('batchWrite', parts, undefined), parts });
}

const NO_FAILURES = { oldOnFailure: 'returnOldOnFailure(): a batch has no conditions that could fail' };

/** DynamoDB refuses a batch that names an item twice; the last entry of an item decides what is there afterwards. */
function entriesOf({ parts }: State): readonly Entry[] {
  const last = new Map<string, Entry>();
  parts.forEach((part, place) => {
    const table = tableName(part.service, part.plan.table.name);
    const identity = itemIdentity(table, part.key);
    last.delete(identity);
    last.set(identity, { part, table, place, identity });
  });
  return [...last.values()];
}

/** A batch takes no conditions and no transactions. */
function standsAlone(part: PutState | DeleteState): boolean {
  const { version, sideWrites } = part;
  const write: WritePart = 'item' in part ? { kind: 'put', state: part } : { kind: 'delete', state: part };
  return version !== undefined || sideWrites?.joins(write) === true;
}

async function sendAlone(
  whole: State,
  entry: Entry | undefined,
  errors: Map<number, unknown>,
): Promise<readonly Entry[]> {
  if (entry === undefined) return [];
  const state = { ...entry.part, ...passedOn(whole) };
  try {
    await ('item' in state ? new PutRequest(state) : new DeleteRequest(state)).send();
  } catch (error) {
    errors.set(entry.place, error);
  }
  return [];
}

function inputOf(state: State, chunk: readonly Entry[]): BatchWriteItemCommandInput {
  const requests: { [table: string]: WriteRequest[] } = {};
  for (const { part, table } of chunk) {
    requests[table] ??= [];
    requests[table].push('item' in part ? { PutRequest: { Item: part.item } } : { DeleteRequest: { Key: part.key } });
  }
  return { RequestItems: requests, ...commonInput(state) };
}

async function sendChunk(state: State, chunk: readonly Entry[]): Promise<readonly Entry[]> {
  const [{ part }] = chunk as readonly [Entry];
  const entities = [...new Set(chunk.map((entry) => entry.part.plan.name))];
  const destination = {
    ...writeDestination(part),
    entities,
    operation: 'batchWrite',
    owners: chunk.map((entry) => entry.part.owner),
  };
  const details = () => ({
    ...itemDetails(part, 'dynamodb:BatchWriteItem'),
    ofWrite: writeError,
    entity: entities.join(', '),
    operation: 'batchWrite',
    leadingKeys: [...new Set(chunk.flatMap((entry) => itemDetails(entry.part, '').leadingKeys))],
    patterns: [...new Set(chunk.flatMap((entry) => itemDetails(entry.part, '').patterns))],
  });
  const output = await sendWrite<BatchWriteItemCommandOutput>(
    state,
    new BatchWriteItemCommand(inputOf(state, chunk)),
    destination,
    details,
  );
  const left = new Set(
    Object.entries(output.UnprocessedItems ?? {}).flatMap(([table, requests]) =>
      requests.map((request) => identityOf(part, table, request)),
    ),
  );
  return chunk.filter(({ identity }) => left.has(identity));
}

/** All entities of a table have its key attributes, so any part tells their names. */
function identityOf(
  { key }: PutState | DeleteState,
  table: string,
  { PutRequest: put, DeleteRequest: del }: WriteRequest,
): string {
  const found = put?.Item ?? del?.Key ?? {};
  return itemIdentity(
    table,
    Object.fromEntries(Object.keys(key).map((name) => [name, found[name]])) as PutState['key'],
  );
}
