import { RequestRefused } from '../errors/request-refused.js';

const WAYS: { readonly [kind: string]: string } = {
  check: 'transactWrite(…, request).send()',
  query: 'request.all(), page(), first() or count()',
  scan: 'request.all(), page() or count()',
  withChildren: 'request.all() or first()',
};

/**
 * The base of all requests. One that is awaited, or returned by an async function, would be taken for its own result and
 * never be sent: that does not compile, and throws.
 */
export abstract class Unsent {
  abstract readonly kind: string;

  // biome-ignore lint/suspicious/noThenProperty: `await` asks for it, and is to be refused.
  then(this: never): never {
    const { kind } = this as Unsent;
    throw new RequestRefused(
      `This ${kind} request was awaited, or returned by an async function, and was not sent. Use await ${WAYS[kind] ?? 'request.send()'}.`,
    );
  }
}
