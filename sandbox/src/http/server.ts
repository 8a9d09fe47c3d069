import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TraceRecord } from '../trace/record.js';
import type { Answer } from './answer.js';
import type { Notes } from './call.js';
import { crossOriginHeaders, preflightAnswer } from './cross-origin.js';
import { Failure } from './failure.js';
import { Aborted, readBody } from './read-body.js';
import type { Service } from './service.js';

export interface Server {
  /** `http://127.0.0.1:53187` */
  readonly url: string;
  /** Lets requests under way end, for a second at most, then closes every connection. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly services: readonly Service[];
  now(): Date;
  /** Absent where nobody listens. */
  readonly onRequest: ((record: TraceRecord) => void) | undefined;
}

/** A session token may carry 50 tags and a session policy, far more than Node's 16 kB of headers. */
const MOST_HEADER_BYTES = 64 * 1024;
/** Longer than clients keep idle connections, so that it is they who close them. */
const KEEP_ALIVE_MILLISECONDS = 65_000;
const GRACE_MILLISECONDS = 1000;

export async function listen(options: ServerOptions): Promise<Server> {
  const server = createServer(
    { maxHeaderSize: MOST_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MILLISECONDS },
    (request, response) => void serve(request, response, options),
  );
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `The port ${options.port} of 127.0.0.1 is in use. End the program that listens there, or choose another port; 0 chooses a free one.`,
      { cause: error },
    );
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const grace = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
      await closed;
      clearTimeout(grace);
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const started = performance.now();
  const requestId = randomUUID();
  const headers = request.headersDistinct;
  const now = options.now();
  const service = options.services.find((each) => each.takes(headers));
  if (request.method !== 'POST' || request.url !== '/' || service === undefined) {
    request.resume();
    return write(response, preflightAnswer(request) ?? plainAnswer(request), { requestId, now });
  }
  const notes: Notes = { operation: '', outcome: 'refused', decisions: [] };
  let answer: Answer & { readonly code?: string };
  try {
    if (request.headers['content-encoding'] !== undefined) {
      throw new Failure(400, 'SerializationException', 'Compressed request bodies are not supported.');
    }
    const body = await readBody(request);
    answer = await service.answer({ requestId, headers, body, now, notes });
  } catch (error) {
    if (error instanceof Aborted) return;
    notes.explanation ??= explanationOf(error);
    answer = service.failure(error, { requestId });
  }
  const milliseconds = (notes.sent ?? performance.now()) - started;
  options.onRequest?.(traceRecord({ requestId, now, notes, answer, service: service.name, milliseconds }));
  write(response, answer, { requestId, now, explanation: notes.explanation });
}

function explanationOf(error: unknown): string {
  if (error instanceof Error && 'explanation' in error && typeof error.explanation === 'string')
    return error.explanation;
  return error instanceof Error ? error.message : String(error);
}

/** Sends the answer. Its date is the sandbox's, so that clients correct their clocks by it as they do by that of AWS. */
function write(
  response: ServerResponse,
  { status, headers, body }: Answer,
  {
    requestId,
    now,
    explanation,
  }: { readonly requestId: string; readonly now: Date; readonly explanation?: string | undefined },
): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    date: now.toUTCString(),
    'x-amzn-requestid': requestId,
    ...(explanation !== undefined && { 'x-tenantry-decision': headerText(explanation) }),
    'content-length': Buffer.byteLength(body),
    ...crossOriginHeaders(response.req.headers),
    ...headers,
  });
  // As a string of bytes it leaves together with the head, in one packet.
  if (typeof body === 'string') response.end(body);
  else response.end(body.toString('latin1'), 'latin1');
}

/** The service answers a GET with its health; everything else that is no call of a known service is none that it knows. */
function plainAnswer({ method, url }: IncomingMessage): Answer {
  return method === 'GET' && url === '/'
    ? { status: 200, headers: { 'content-type': 'text/plain' }, body: 'healthy: tenantry sandbox' }
    : { status: 404, headers: { 'content-type': 'text/plain' }, body: '<UnknownOperationException/>\n' };
}

/** Header values are ASCII; what is not is left out of them. The trace has the whole text. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1024);

/** The trace's line for a call that is over. */
function traceRecord({
  requestId,
  now,
  notes,
  answer,
  service,
  milliseconds,
}: {
  readonly requestId: string;
  readonly now: Date;
  readonly notes: Notes;
  readonly answer: Answer & { readonly code?: string };
  readonly service: TraceRecord['service'];
  readonly milliseconds: number;
}): TraceRecord {
  const { principal, operation, outcome, explanation, decisions } = notes;
  return {
    kind: 'request',
    time: now.toISOString(),
    requestId,
    service,
    operation,
    ...(principal && { principal: principal.arn, identity: principal.identityArn }),
    ...(principal?.session && { tags: principal.session.tags }),
    outcome,
    status: answer.status,
    ...(answer.code !== undefined && { error: answer.code }),
    ...(explanation !== undefined && { explanation }),
    decisions,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  };
}
