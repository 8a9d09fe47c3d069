import { isJson } from './json.js';
import type { KnownOperation } from './known-client.js';
import { isSame } from './same.js';
import type { Arguments, Context, Handler, HttpRequest, Middleware } from './sdk.js';

/**
 * The SDK's serializer, which the short way takes the place of: its request with the input as JSON. The SDK makes the first
 * request, which is kept as the pattern of the others, and each whose input `JSON.stringify` would not write as it does.
 */
export function serializer(middleware: Middleware, next: Handler, context: Context, known: KnownOperation): Handler {
  return (args) => {
    const { endpointV2: endpoint } = context;
    const pattern = endpoint && known.requests.get(endpoint);
    // DynamoDB's one generated token.
    const generates =
      context.commandName === 'TransactWriteItemsCommand' && args.input.ClientRequestToken === undefined;
    if (generates || known.writes === false || !isJson(args.input)) return middleware(next, context)(args);
    if (pattern !== undefined) return next({ ...args, request: withBody(pattern, JSON.stringify(args.input)) });
    return middleware((made) => {
      learn(known, made, context);
      return next(made);
    }, context)(args);
  };
}

function withBody(pattern: HttpRequest, text: string): HttpRequest {
  const request = pattern.clone();
  const { body } = pattern;
  if (typeof body === 'string') request.body = text;
  else {
    const bytes = Buffer.from(text);
    // The SDK's own class of bytes, which middleware may take for a string.
    const Bytes = (body as Uint8Array).constructor as Uint8ArrayConstructor;
    request.body = new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return request;
}

function learn(known: KnownOperation, { input, request }: Arguments, { endpointV2 }: Context): void {
  const { body, headers } = request as HttpRequest;
  // Not of the bytes themselves, which would ask the SDK's class for a string and make it warn.
  const text =
    body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() : body;
  known.writes =
    typeof text === 'string' &&
    headers['content-type'] === 'application/x-amz-json-1.0' &&
    isSame(JSON.parse(text), JSON.parse(JSON.stringify(input)));
  // Headers of an endpoint may change from request to request.
  if (!known.writes || endpointV2 === undefined || Object.keys(endpointV2.headers ?? {}).length > 0) return;
  const pattern = (request as HttpRequest).clone();
  pattern.body = typeof body === 'string' ? '' : (body as Uint8Array).subarray(0, 0);
  known.requests.set(endpointV2, pattern);
}
