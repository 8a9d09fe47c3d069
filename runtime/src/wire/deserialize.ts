import { Readable } from 'node:stream';
import { decodeBytes } from './json.js';
import type { KnownOperation } from './known-client.js';
import { isSame } from './same.js';
import type { Configuration, Context, Handler, HttpResponse, Middleware, Output, Result } from './sdk.js';

/**
 * The SDK's deserializer, which the short way takes the place of: the answer by `JSON.parse`. The SDK reads all errors, what is
 * no JSON, and the first answer, to compare.
 */
export function deserializer(
  middleware: Middleware,
  next: Handler,
  context: Context,
  known: KnownOperation,
  configuration: Configuration,
): Handler {
  return async (args) => {
    const answered = await next(args);
    const { response } = answered;
    const bySdk = (): Promise<Result> => middleware(async () => answered, context)(args);
    if (known.reads === false || !isJsonAnswer(response)) return bySdk();
    let bytes: Uint8Array;
    try {
      bytes = await bytesOf(response.body, configuration);
    } catch (error) {
      // A body that broke off cannot be read again: the SDK is given one that breaks off in the same way.
      response.body = breakingOff(error as Error);
      return bySdk();
    }
    const output = read(bytes, response, configuration);
    if (known.reads && output !== undefined) return { response, output };
    response.body = bytes;
    const result = await bySdk();
    known.reads ??= output && Object.keys(result.output).every((name) => isSame(result.output[name], output[name]));
    return result;
  };
}

const isJsonAnswer = ({ statusCode, headers, body }: HttpResponse): boolean =>
  statusCode < 300 &&
  headers['content-type'] === 'application/x-amz-json-1.0' &&
  typeof body === 'object' &&
  body !== null;

function read(bytes: Uint8Array, response: HttpResponse, { base64Decoder }: Configuration): Output | undefined {
  const { statusCode, headers } = response;
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    const output = JSON.parse(text || '{}');
    if (typeof output !== 'object' || output === null || Array.isArray(output)) return undefined;
    for (const name in output) if (output[name] === null) delete output[name];
    // The names in the text are found sooner than at each value; by their `B`, as a text is searched by the first character.
    if (text.includes('B"') || text.includes('BS"')) decodeBytes(output, base64Decoder);
    output.$metadata = {
      httpStatusCode: statusCode,
      requestId: headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'],
      extendedRequestId: headers['x-amz-id-2'],
      cfId: headers['x-amz-cf-id'],
    };
    return output;
  } catch {
    return undefined;
  }
}

/** A body that ends with an error. */
const breakingOff = (error: Error): Readable =>
  new Readable({
    read() {
      this.destroy(error);
    },
  });

/** The bytes of a body: of a stream of Node without the pipe and the copy that the SDK's collector makes. */
function bytesOf(body: unknown, { streamCollector }: Configuration): Uint8Array | Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (!(body instanceof Readable) || body.readableObjectMode || body.readableEncoding) return streamCollector(body);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk) => chunks.push(chunk));
    body.on('error', reject);
    body.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
  });
}
