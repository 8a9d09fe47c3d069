import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { CheckRequest } from './check.js';
import { DeleteRequest } from './delete.js';
import type { NoOwnClient } from './own-client.js';
import { commonOfParts, itemIdentity, refuseOwnOptions } from './parts.js';
import { PutRequest } from './put.js';
import { SentRequest } from './request.js';
import { tableName } from './service.js';
import { partReads } from './transaction/part-input.js';
import { sendTransaction, type TransactionState, transactionInput } from './transaction/send-transaction.js';
import { UpdateRequest } from './update.js';
import type { WritePart } from './write-state.js';
import { type WrittenItems, writtenItems } from './written-items.js';

/** A request that `transactWrite` accepts. */
export interface TransactWriteEntry extends NoOwnClient {
  readonly kind: 'put' | 'update' | 'delete' | 'check';
}

/** Writes up to 100 items, all or none. Immutable: each method returns a new request. */
export class TransactWriteRequest<out Results = unknown> extends SentRequest {
  readonly kind = 'transactWrite';
  protected declare readonly state: TransactionState;

  constructor(state: TransactionState) {
    super(state);
  }

  /**
   * The same token within ten minutes does the transaction once, however often it is sent. The request keeps its generated
   * values and what it reads first, so send this object again; other parameters under the token throw
   * `IdempotencyMismatch`.
   */
  idempotencyToken(token: string): TransactWriteRequest<Results> {
    if (typeof token !== 'string' || token === '' || token.length > 36)
      refuseArgument('transactWrite: idempotencyToken()', 'a text of 1 to 36 characters', token);
    return new TransactWriteRequest({ ...this.state, token, fixed: { now: Date.now(), without: new Set() } });
  }

  /** The command's input, without sending it. Throws `RequestRefused` where a write has to read first. */
  params(): TransactWriteItemsCommandInput {
    const { parts } = this.state;
    const index = parts.findIndex((part) => partReads(part).length > 0);
    if (index < 0) return transactionInput(this.state, new Map(), this.state.fixed?.without).input;
    throw new RequestRefused(
      `transactWrite: entry ${index} (${parts[index]?.state.plan.name}) depends on stored values (of an index key or a unique attribute), which send() reads first: there is no input before that.`,
    );
  }

  /**
   * Gives the items that creates and puts wrote, with generated values, in the order of the requests; undefined for other
   * entries. Throws `TransactionCanceled` with the entries that stood in the way, and then nothing is written. Guard items of
   * unique attributes and write guards are entries of the same transaction, and count towards its 100.
   */
  async send(): Promise<Results> {
    const { parts, client } = this.state;
    const common = commonOfParts(
      'transactWrite',
      parts.map(({ state }) => state),
      client,
    );
    await sendTransaction({ ...this.state, ...common });
    return writtenItems(parts.map(({ state }) => state)) as Results;
  }
}

/** Writes up to 100 items of any entities, all or none, with conditions on others: `club.role.check(key).where(…)`. */
export function transactWrite<const Requests extends readonly TransactWriteEntry[]>(
  ...requests: Requests
): TransactWriteRequest<WrittenItems<Requests>> {
  const parts = requests.map(partOf);
  const states = parts.map(({ state }) => state);
  for (const [index, state] of states.entries()) refuseOwnOptions('transactWrite', state, index);
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
  if (parts.length > 100)
    throw new RequestRefused(`transactWrite takes up to 100 requests, and these are ${parts.length}.`);
  return new TransactWriteRequest({ ...commonOfParts('transactWrite', states, undefined), parts });
}

function partOf(request: object, index: number): WritePart {
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
