import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import type { ClientLike } from './client.js';
import type { Common } from './common.js';
import type { OwnClient, SentAlone } from './own-client.js';

const WAYS: { readonly [kind: string]: string } = {
  check: 'transactWrite(…, request).send()',
  query: 'request.all(), page(), first() or count()',
  scan: 'request.all(), page() or count()',
  withChildren: 'request.all() or first()',
};

/**
 * The base of all requests: immutable, each method returns a new one. One that is awaited, or returned by an async function,
 * would be taken for its own result and never be sent: that does not compile, and throws.
 */
export abstract class BaseRequest {
  abstract readonly kind: string;
  readonly #state: Common;
  /** Each class says its type: a type argument would cost users' compilers. */
  protected declare readonly state: Common;

  static {
    // Not a property of its own: a request in a log shows no values.
    Object.defineProperty(BaseRequest.prototype, 'state', {
      get(this: BaseRequest) {
        return this.#state;
      },
    });
  }

  constructor(state: Common) {
    this.#state = state;
  }

  /** Sends with this client or session instead of the service's. */
  withClient(client: ClientLike): this & OwnClient {
    return this.with({ client }) as this & OwnClient;
  }

  // biome-ignore lint/suspicious/noThenProperty: `await` asks for it, and is to be refused.
  then(this: never): never {
    const { kind } = this as BaseRequest;
    throw new RequestRefused(
      `This ${kind} request was awaited, or returned by an async function, and was not sent. Use await ${WAYS[kind] ?? 'request.send()'}.`,
    );
  }

  protected with(change: object): this {
    const Own = this.constructor as new (state: Common) => this;
    return new Own({ ...this.#state, ...change });
  }
}

/** A request that can be sent by itself, and not as a part of another only. */
export abstract class SentRequest extends BaseRequest {
  abortSignal(signal: AbortSignal): this & SentAlone {
    return this.with({ signal }) as this & SentAlone;
  }

  /** Names the request in the event of `onRequest`: `label('checkout')`. It is not sent to DynamoDB. */
  label(label: string): this & SentAlone {
    if (typeof label !== 'string') refuseArgument('label()', 'a text', label);
    return this.with({ label }) as this & SentAlone;
  }

  /** Reports the consumed capacity to the service's `onRequest`. */
  returnCapacity(capacity: 'TOTAL' | 'INDEXES' = 'TOTAL'): this & SentAlone {
    return this.with({ capacity }) as this & SentAlone;
  }
}
