import type { TransactGetItemsCommandInput, TransactGetItemsCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { RequestRefused } from '../errors/request-refused.js';
import { TransactGetItemsCommand } from '../wire/commands.js';
import type { GetEntry, GotItems } from './batch-get.js';
import { type Common, commonInput, replaceInvalid } from './common.js';
import { GetRequest, type GetState, getDestination, keyAndProjection, readGot } from './get.js';
import { checkOnInvalid, type OnInvalid } from './on-invalid.js';
import { commonOfParts, refuseOwnOptions } from './parts.js';
import { SentRequest } from './request.js';
import { sendCommand } from './send.js';
import { CONFLICT_ATTEMPTS, waitForConflict } from './send-write.js';
import { canceled, refuseTooMany, transactDetails } from './transact.js';
import { onlyConflicts, sdkReasons } from './transaction/errors.js';

interface State extends Common {
  readonly parts: readonly GetState[];
}

/** Reads up to 100 items as they are at one moment. Immutable: each method returns a new request. */
export class TransactGetRequest<out Results> extends SentRequest {
  readonly kind = 'transactGet';
  protected declare readonly state: State;

  constructor(state: State) {
    super(state);
  }

  /** Sets what happens to items that do not decode; one that is left out is undefined in its place. */
  onInvalid(choice: OnInvalid): TransactGetRequest<Results> {
    return new TransactGetRequest({ ...this.state, onInvalid: checkOnInvalid('transactGet: onInvalid()', choice) });
  }

  /** The command's input, without sending it. */
  params(): TransactGetItemsCommandInput {
    return {
      TransactItems: this.state.parts.map((part) => ({ Get: keyAndProjection(part) })),
      ...commonInput(this.state),
    };
  }

  /** The items in the order of the requests, undefined where there is none. Throws `TransactionCanceled` on a conflict. */
  async send(): Promise<Results> {
    const { parts, client } = this.state;
    const state = { ...this.state, ...commonOfParts('transactGet', parts, client) };
    const [first] = parts as readonly [GetState];
    const destination = {
      ...getDestination(first),
      entities: [...new Set(parts.map(({ plan }) => plan.name))],
      operation: 'transactGet',
      owners: parts.map(({ owner }) => owner),
    };
    const details = () => transactDetails(parts, 'transactGet', 'dynamodb:GetItem');
    for (let attempt = 1; ; attempt++) {
      try {
        const command = new TransactGetItemsCommand(this.params());
        const output = await sendCommand<TransactGetItemsCommandOutput>(state, command, destination, details);
        return parts.map((part, i) => readPart(state, part, output.Responses?.[i]?.Item)) as Results;
      } catch (error) {
        if (attempt === CONFLICT_ATTEMPTS || !onlyConflicts(sdkReasons(error) ?? [])) throw canceled(error, parts);
        await waitForConflict(attempt, state.signal);
      }
    }
  }
}

function readPart(state: State, part: GetState, item: StoredItem | undefined): unknown {
  try {
    return item && readGot(part, item);
  } catch (error) {
    return replaceInvalid(state, item ?? {}, error);
  }
}

/** Reads up to 100 items of any entities at one moment, typed by entry. */
export function transactGet<const Requests extends readonly GetEntry[]>(
  ...requests: Requests
): TransactGetRequest<GotItems<Requests>> {
  refuseTooMany('transactGet', requests.length);
  const parts = requests.map((request, index) => {
    const state = GetRequest.stateOf(request);
    if (state === undefined) throw new RequestRefused('transactGet takes get requests.');
    refuseOwnOptions('transactGet', state, index);
    return state;
  });
  return new TransactGetRequest({ ...commonOfParts('transactGet', parts, undefined), parts });
}
