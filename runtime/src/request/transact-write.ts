import {
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  type TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { RequestRefused } from '../errors/request-refused.js';
import { backoff } from './backoff.js';
import { CheckRequest, checkInput } from './check.js';
import type { ClientLike } from './client.js';
import { type Common, commonInput } from './common.js';
import { DeleteRequest, deleteInput } from './delete.js';
import { commonOfParts, itemIdentity } from './parts.js';
import { PutRequest, type PutState, putInput } from './put.js';
import { sendCommand } from './send.js';
import { UPDATE_ATTEMPTS } from './send-update.js';
import { tableName } from './service.js';
import { canceled, refuseTooMany, sdkReasons, transactDetails } from './transact.js';
import { UpdateRequest } from './update.js';
import {
  isUnchanged,
  readStored,
  readsOf,
  type Stored,
  storedOf,
  type UpdateState,
  updateInput,
} from './update-plan.js';
import { type WriteState, writeDestination } from './write-common.js';

/** What `transactWrite` takes. */
export interface TransactWriteEntry {
  readonly kind: 'put' | 'update' | 'delete' | 'check';
}

type Part =
  | { readonly kind: 'put'; readonly state: PutState }
  | { readonly kind: 'update'; readonly state: UpdateState }
  | { readonly kind: 'delete' | 'check'; readonly state: WriteState };

interface State extends Common {
  readonly parts: readonly Part[];
  readonly token?: string;
}

/** Writes up to 100 items, all or none. Immutable: each method returns a new request. */
export class TransactWriteRequest {
  readonly kind = 'transactWrite';
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** Sends with this client or session instead of the service's. */
  withClient(client: ClientLike): TransactWriteRequest {
    return new TransactWriteRequest({ ...this.#state, client });
  }

  /** The same token within ten minutes does the transaction once, however often it is sent. */
  idempotencyToken(token: string): TransactWriteRequest {
    return new TransactWriteRequest({ ...this.#state, token });
  }

  abortSignal(signal: AbortSignal): TransactWriteRequest {
    return new TransactWriteRequest({ ...this.#state, signal });
  }

  /** Has the capacity told to the service's `onRequest`. */
  returnCapacity(capacity: 'TOTAL' | 'INDEXES' = 'TOTAL'): TransactWriteRequest {
    return new TransactWriteRequest({ ...this.#state, capacity });
  }

  /** The command's input, without sending it. Throws `RequestRefused` where an update has to read first. */
  params(): TransactWriteItemsCommandInput {
    const [first] = readersOf(this.#state.parts).keys();
    if (first === undefined) return input(this.#state, new Map());
    throw new RequestRefused(
      'transactWrite: an index key of an update is made of stored values, which send() reads first: there is no input before that.',
    );
  }

  /** Throws `TransactionCanceled` with the entries that stood in the way, and then nothing is written. */
  async send(): Promise<void> {
    const { parts, client } = this.#state;
    const items: readonly WriteState[] = parts.map(({ state }) => state);
    const common = commonOfParts('transactWrite', items, client);
    const state = { ...this.#state, ...common };
    const [first] = items as readonly [WriteState];
    const destination = {
      ...writeDestination(first),
      entities: [...new Set(items.map(({ plan }) => plan.name))],
      operation: 'transactWrite',
      owners: items.map(({ owner }) => owner),
    };
    const actions = [...new Set(parts.map(({ kind }) => ACTIONS[kind]))].join(', ');
    const readers = readersOf(parts);
    const stored = new Map<UpdateState, Stored>();
    const sender = { ...(state.client && { client: state.client }), ...(state.signal && { signal: state.signal }) };
    await Promise.all(
      [...readers].map(async ([part, wanted]) => stored.set(part, await readStored({ ...part, ...sender }, wanted))),
    );
    for (let attempt = 1; ; attempt++) {
      try {
        const command = new TransactWriteItemsCommand(input(state, stored));
        await sendCommand<TransactWriteItemsCommandOutput>(state, command, destination, () =>
          transactDetails(items, 'transactWrite', actions),
        );
        return;
      } catch (error) {
        if (attempt === UPDATE_ATTEMPTS || !renew(error, parts, stored, readers)) throw canceled(error, items);
        await backoff(attempt, 10, 500, state.signal);
      }
    }
  }
}

const ACTIONS = {
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
} as const;

/** Writes up to 100 items of any entities, all or none, with conditions on others: `club.role.check(key).where(…)`. */
export function transactWrite(...requests: readonly TransactWriteEntry[]): TransactWriteRequest {
  refuseTooMany('transactWrite', requests.length);
  const parts = requests.map(partOf);
  const states = parts.map(({ state }) => state);
  const seen = new Map<string, number>();
  states.forEach(({ service, plan, key }, index) => {
    const identity = itemIdentity(tableName(service, plan.table.name), key);
    const before = seen.get(identity);
    if (before !== undefined) {
      throw new RequestRefused(
        `transactWrite: entries ${before} and ${index} (${plan.name}) are for the same item, which DynamoDB refuses. Put them into one request with where().`,
      );
    }
    seen.set(identity, index);
  });
  return new TransactWriteRequest({ ...commonOfParts('transactWrite', states, undefined), parts });
}

function partOf(request: object, index: number): Part {
  const put = PutRequest.stateOf(request);
  if (put) return { kind: 'put', state: put };
  const update = UpdateRequest.stateOf(request);
  if (update) return { kind: 'update', state: update };
  const removal = DeleteRequest.stateOf(request);
  if (removal) return { kind: 'delete', state: removal };
  const check = CheckRequest.stateOf(request);
  if (check) return { kind: 'check', state: check };
  throw new RequestRefused(
    `transactWrite takes create, put, update, delete and check requests; entry ${index} is none of them.`,
  );
}

function input(state: State, stored: ReadonlyMap<UpdateState, Stored>): TransactWriteItemsCommandInput {
  const now = Date.now();
  const items = state.parts.map((part) => itemOf(part, stored, now));
  return {
    TransactItems: items,
    ...(state.token !== undefined && { ClientRequestToken: state.token }),
    ...commonInput(state),
  };
}

function itemOf(part: Part, stored: ReadonlyMap<UpdateState, Stored>, now: number): TransactWriteItem {
  switch (part.kind) {
    case 'put':
      return { Put: putInput(part.state) };
    case 'delete':
      return { Delete: deleteInput(part.state) };
    case 'check':
      return { ConditionCheck: checkInput(part.state) };
    case 'update': {
      const update = updateInput(part.state, stored.get(part.state) ?? new Map(), now);
      const { UpdateExpression, ConditionExpression } = update;
      // Unlike UpdateItem, a transaction's Update needs an expression; without changes it is a condition.
      if (UpdateExpression === undefined) return { ConditionCheck: { ...update, ConditionExpression } };
      return { Update: { ...update, UpdateExpression } };
    }
  }
}

function readersOf(parts: readonly Part[]): Map<UpdateState, ReturnType<typeof readsOf>> {
  const readers = new Map<UpdateState, ReturnType<typeof readsOf>>();
  for (const { kind, state } of parts) {
    const wanted = kind === 'update' ? readsOf(state) : [];
    if (kind === 'update' && wanted.length > 0) readers.set(state, wanted);
  }
  return readers;
}

/**
 * Takes the items that came back for the next attempt, when nothing but outdated reads stood in the way. Tells whether
 * there is one.
 */
function renew(
  error: unknown,
  parts: readonly Part[],
  stored: Map<UpdateState, Stored>,
  readers: ReturnType<typeof readersOf>,
): boolean {
  const failed = (sdkReasons(error) ?? []).flatMap(({ Code, Item }, i) =>
    Code === undefined || Code === 'None' ? [] : [{ Code, Item, part: parts[i] }],
  );
  if (failed.length === 0) return false;
  const renewed = new Map<UpdateState, Stored>();
  for (const { Code, Item, part } of failed) {
    const before = part?.kind === 'update' ? stored.get(part.state) : undefined;
    if (Code !== 'ConditionalCheckFailed' || part?.kind !== 'update' || !before || !Item || isUnchanged(before, Item))
      return false;
    renewed.set(part.state, storedOf(Item, readers.get(part.state) ?? []));
  }
  for (const [state, values] of renewed) stored.set(state, values);
  return true;
}
