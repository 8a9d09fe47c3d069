import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Issued } from './sts-server.js';
import { bodyOf, checkSignature } from './sts-sigv4-check.js';

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

export interface VerifiedTable {
  readonly endpoint: string;
  readonly arrivals: readonly Arrival[];
  readonly connections: number;
  /** A status instead of the answer: 500, 400 with a code, or 'reset' and 'hang'. */
  behave: (
    arrival: Arrival,
    n: number,
  ) => { readonly status: number; readonly code: string } | 'reset' | 'hang' | undefined;
  /** Epoch milliseconds: expired credentials are refused. */
  clock: () => number;
  stop(): Promise<void>;
}

/** A DynamoDB endpoint that checks who signed. It answers a GetItem with the tags of the signer. */
export async function startVerifiedTable(issued: ReadonlyMap<string, Issued>): Promise<VerifiedTable> {
  const arrivals: Arrival[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(
    (request, response) => void answer(request, response).catch((error) => response.destroy(error)),
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
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return table;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const check = checkSignature(request, body, (id) => issued.get(id));
    const by = check.kind === 'valid' ? issued.get(check.accessKeyId) : undefined;
    const arrival: Arrival = {
      operation: String(request.headers['x-amz-target']).split('.')[1] ?? '',
      host: request.headers.host ?? '',
      input: JSON.parse(body.toString()) as Arrival['input'],
      by,
      problem: check.kind === 'valid' ? undefined : check.kind === 'mismatch' ? check.why : check.kind,
      attempt: String(request.headers['amz-sdk-request']),
    };
    arrivals.push(arrival);
    const fail = (status: number, code: string): void => {
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message: code }));
    };
    const behaviour = table.behave(arrival, arrivals.length);
    if (behaviour === 'hang') return;
    if (behaviour === 'reset') return void request.socket.destroy();
    if (behaviour !== undefined) return fail(behaviour.status, behaviour.code);
    if (by === undefined) return fail(400, 'UnrecognizedClientException');
    if (by.expiration <= table.clock()) return fail(400, 'ExpiredTokenException');
    const item = Object.fromEntries(Object.entries(by.tags).map(([key, value]) => [key, { S: value }]));
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ Item: { ...item, accessKeyId: { S: by.accessKeyId } } }));
  }
}
