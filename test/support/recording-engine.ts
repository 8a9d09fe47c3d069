import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEngine } from '@tenantry/runtime/testing';

/** A request that reached the engine. */
export interface Received {
  readonly target: string;
  readonly body: string;
}

/** An engine with somebody who writes down what reaches it. The engine behind is a real one. */
export interface RecordingEngine {
  readonly endpoint: string;
  /** In the order of arrival. */
  readonly received: Received[];
  stop(): Promise<void>;
}

export async function startRecordingEngine(): Promise<RecordingEngine> {
  const engine = await startEngine();
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = String(request.headers['x-amz-target']);
    received.push({ target, body: body.toString() });
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': String(request.headers['x-amz-date']),
      authorization: String(request.headers.authorization),
    };
    const answer = await fetch(engine.endpoint, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await engine.stop();
    },
  };
}
