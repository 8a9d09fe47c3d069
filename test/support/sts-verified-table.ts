import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Issued } from './sts-server.js';
import { bodyOf, checkSignature, type SignedRequest } from './sts-sigv4-check.js';

/** One request that arrived. */
export interface Arrival {
  readonly operation: string;
  readonly host: string;
  readonly input: { readonly [name: string]: unknown };
  /** The credentials that signed it, when the signature holds. */
  readonly by: Issued | undefined;
  readonly problem: string | undefined;
  readonly attempt: string;
}

type Answer = { readonly status: number; readonly body: object } | 'reset' | 'hang';

export interface VerifiedTable {
  readonly endpoint: string;
  readonly arrivals: readonly Arrival[];
  readonly connections: number;
  /** An error, 'reset' or 'hang' instead of the answer. */
  behave: (
    arrival: Arrival,
    n: number,
  ) => { readonly status: number; readonly code: string } | 'reset' | 'hang' | undefined;
  /** Epoch milliseconds: expired credentials are refused. */
  clock: () => number;
  /** The same table without sockets, for a client's `requestHandler`. */
  readonly requestHandler: { handle(request: HandledRequest): Promise<{ response: object }> };
  stop(): Promise<void>;
}

interface HandledRequest extends SignedRequest {
  readonly path: string;
  readonly body: string;
}

/** A DynamoDB endpoint that checks who signed. It answers with the tags of the signer as an item. */
export async function startVerifiedTable(issued: ReadonlyMap<string, Issued>): Promise<VerifiedTable> {
  const arrivals: Arrival[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(
    (request, response) => void serve(request, response).catch((error) => response.destroy(error)),
  );
  server.on('connection', (socket) => sockets.add(socket));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', 10_000);
  await once(server, 'listening');
  const table: VerifiedTable = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    get connections() {
      return sockets.size;
    },
    behave: () => undefined,
    clock: Date.now,
    requestHandler: {
      async handle(request) {
        await new Promise(setImmediate);
        const answer = answerTo(
          { method: request.method, url: request.path, headers: request.headers },
          Buffer.from(request.body),
        );
        if (typeof answer === 'string') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        const headers = { 'content-type': 'application/x-amz-json-1.0' };
        return {
          response: {
            statusCode: answer.status,
            headers,
            body: Readable.from([Buffer.from(JSON.stringify(answer.body))]),
          },
        };
      },
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return table;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = answerTo(request, await bodyOf(request));
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.destroy();
    response
      .writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(answer.body));
  }

  function answerTo(request: SignedRequest, body: Buffer): Answer {
    const check = checkSignature(request, body, (id) => issued.get(id));
    const by = check.kind === 'valid' ? issued.get(check.accessKeyId) : undefined;
    const arrival: Arrival = {
      operation: String(request.headers['x-amz-target']).split('.')[1] ?? '',
      host: request.headers.host ?? '',
      input: body.length === 0 ? {} : (JSON.parse(body.toString()) as Arrival['input']),
      by,
      problem: check.kind === 'valid' ? undefined : check.kind === 'mismatch' ? check.why : check.kind,
      attempt: String(request.headers['amz-sdk-request']),
    };
    arrivals.push(arrival);
    const behaviour = table.behave(arrival, arrivals.length);
    if (typeof behaviour === 'string') return behaviour;
    if (behaviour !== undefined) return failed(behaviour.status, behaviour.code);
    if (by === undefined) return failed(400, 'UnrecognizedClientException');
    if (by.expiration <= table.clock()) return failed(400, 'ExpiredTokenException');
    const item = Object.fromEntries(Object.entries(by.tags).map(([key, value]) => [key, { S: value }]));
    return { status: 200, body: { Item: { ...item, accessKeyId: { S: by.accessKeyId } } } };
  }
}

const failed = (status: number, code: string): Answer => ({
  status,
  body: { __type: `com.amazon.coral.service#${code}`, message: code },
});
