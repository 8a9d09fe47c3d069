import { Readable } from 'node:stream';
import { fromRoot } from './root.mjs';

/**
 * A request handler that answers at once, without a network: what is left is what the client costs. Bodies are streams,
 * as those of Node's own handler are. A put is kept, and every read gives it back: each client reads what it wrote itself.
 */
export function stubHandler() {
  const { HttpResponse } = fromRoot('@smithy/core/transport');
  const stored = { item: undefined, get: undefined, query: undefined, update: undefined };
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'BENCH' };
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request) {
      const operation = request.headers['x-amz-target'].split('.')[1];
      if (operation === 'PutItem' && stored.item === undefined) {
        stored.item = JSON.parse(request.body).Item;
        stored.get = Buffer.from(JSON.stringify({ Item: stored.item }));
      }
      const body = operation === 'GetItem' ? stored.get : operation === 'Query' ? stored.query : EMPTY;
      const stream = new Readable({ read() {} });
      stream.push(body);
      stream.push(null);
      return { response: new HttpResponse({ statusCode: 200, headers: { ...headers }, body: stream }) };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
  /** The next queries give this many items, which differ in one number. */
  const answerQueries = (count) => {
    const [name] = Object.entries(stored.item).find(([, value]) => value.N === '1001') ?? [];
    const Items = Array.from({ length: count }, (_, i) => ({ ...stored.item, [name]: { N: String(1001 + i) } }));
    stored.query = Buffer.from(JSON.stringify({ Items, Count: count, ScannedCount: count }));
  };
  return { handler, answerQueries };
}

const EMPTY = Buffer.from('{}');
