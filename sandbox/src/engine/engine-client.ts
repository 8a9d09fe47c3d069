import { Agent, request } from 'node:http';

export interface EngineAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export interface EngineClient {
  /** Sends an operation. Rejects where the engine cannot be reached, or breaks off. */
  send(operation: string, body: string): Promise<EngineAnswer>;
  /** Sends an operation that must succeed, such as CreateTable; throws with the engine's words where it does not. */
  call(operation: string, input: object): Promise<unknown>;
  close(): void;
}

/** The engine does not check signatures; some, such as DynamoDB Local, want to see a header that looks like one. */
const AUTHORIZATION = (region: string): string =>
  `AWS4-HMAC-SHA256 Credential=tenantry/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;

export function createEngineClient(endpoint: string, region: string): EngineClient {
  const { hostname, port, pathname, protocol } = new URL(endpoint);
  if (protocol !== 'http:') throw new Error(`The engine at ${endpoint} must be an http endpoint.`);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const authorization = AUTHORIZATION(region);

  const attempt = (operation: string, body: string, again: boolean): Promise<EngineAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent,
          hostname,
          port: port || 80,
          path: pathname,
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': `DynamoDB_20120810.${operation}`,
            'x-amz-date': new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, ''),
            authorization,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
            resolve({ status: incoming.statusCode ?? 502, body });
          });
        },
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The engine closed an idle connection just as it was used again: it has not seen the request.
        if (again && outgoing.reusedSocket && error.code === 'ECONNRESET') {
          resolve(attempt(operation, body, false));
        } else reject(error);
      });
      outgoing.end(body);
    });

  return {
    send: (operation, body) => attempt(operation, body, true),
    async call(operation, input) {
      const { status, body } = await attempt(operation, JSON.stringify(input), true).catch((error: Error) => {
        throw new Error(`The engine at ${endpoint} does not answer: ${error.message}`, { cause: error });
      });
      if (status !== 200) throw new EngineError(operation, endpoint, body.toString());
      return JSON.parse(body.toString());
    },
    close: () => agent.destroy(),
  };
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** `ResourceInUseException` */
  readonly code: string;

  constructor(operation: string, endpoint: string, body: string) {
    super(`${operation} failed on the engine at ${endpoint}: ${body}`);
    this.code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(body)?.[1] ?? '';
  }
}
