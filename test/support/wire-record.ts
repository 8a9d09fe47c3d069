import { inspect } from 'node:util';
import { type Answer, bodyOf, headersOf } from './wire-answers.js';
import type { Client, Sdk } from './wire-sdks.js';

/** A client whose handler answers from a list, and all that its middleware and its log saw. */
export interface RecordedClient {
  readonly client: Client;
  answers: readonly Answer[];
  /** Since the last call of this. */
  seen(): readonly string[];
}

// The hash of the body, as the two ways write its members in different orders.
const VARYING = /^(?:x-amz-date|authorization|x-amz-content-sha256)$/;
const ID = 'amz-sdk-invocation-id';

type Snapshot = { readonly [name: string]: unknown };
interface Arguments {
  readonly input: object;
  readonly request?: { readonly headers: { readonly [name: string]: string }; readonly body: unknown };
}
type Handler = (
  args: Arguments,
) => Promise<{ readonly output: object; readonly response: { readonly headers: object } }>;

/** `ids` are those that the send has had: another one is seen. */
function requestOf({ request }: Arguments, ids: Set<string>): unknown {
  if (request === undefined) return undefined;
  const { headers, body, ...rest } = request;
  const shown = Object.entries(headers).map(([name, value]) => {
    if (name === ID) return [name, [...ids.add(value)].indexOf(value)];
    return VARYING.test(name) ? [name, 'varies'] : [name, value];
  });
  return { ...rest, headers: shown, body: [body?.constructor.name, sorted(body)] };
}

/** The two paths write the members of a request in different orders. */
function sorted(body: unknown): unknown {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  const value = JSON.parse(text as string) as object;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

export const show = (value: Snapshot): string =>
  inspect(value, {
    depth: 20,
    breakLength: Number.POSITIVE_INFINITY,
    compact: true,
    maxStringLength: 2000,
    sorted: true,
  });

/** The class of an error, its fields and what it says; not the stack, whose lines differ. */
export function showError(error: unknown): string {
  if (!(error instanceof Error)) return show({ error });
  const names = Object.getOwnPropertyNames(error).filter((name) => name !== 'stack' && name !== '$response');
  const { $response: response } = error as { $response?: { statusCode: number; headers: object } };
  const fields = Object.fromEntries(names.sort().map((name) => [name, error[name as never]]));
  return show({
    of: Object.getPrototypeOf(error),
    fields,
    response: response && [response.statusCode, response.headers],
  });
}

/** At each step and priority, and beside the middleware that the short way takes the place of. */
const PLACES = [
  ...['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'].flatMap((step) =>
    ['high', 'normal', 'low'].map((priority) => ({ step, priority, name: `${step}-${priority}` })),
  ),
  ...['serializerMiddleware', 'deserializerMiddleware', 'retryMiddleware', 'loggerMiddleware'].flatMap((toMiddleware) =>
    ['before', 'after'].map((relation) => ({ relation, toMiddleware, name: `${relation}-${toMiddleware}` })),
  ),
];

export async function recordedClient(sdk: Sdk, options: object, watched: boolean): Promise<RecordedClient> {
  const lines: string[] = [];
  const ids = new Set<string>();
  let attempt = 0;
  const recorded: RecordedClient = {
    answers: [],
    seen: () => {
      attempt = 0;
      ids.clear();
      return lines.splice(0);
    },
    client: new sdk.Client({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      retryStrategy: await immediately(sdk),
      requestHandler: {
        async handle(request: Arguments['request']) {
          lines.push(`sent ${show({ request: requestOf({ input: {}, ...(request && { request }) }, ids) })}`);
          const answer = recorded.answers[Math.min(attempt++, recorded.answers.length - 1)] as Answer;
          return { response: new Response(answer.status, headersOf(answer), bodyOf(answer)) };
        },
      },
      ...options,
    }),
  };
  if (watched) for (const place of PLACES) watch(recorded.client, place, lines, ids);
  return recorded;
}

function watch(client: Client, place: (typeof PLACES)[number], lines: string[], ids: Set<string>): void {
  const middleware = (next: Handler, context: { readonly [name: string]: unknown }) => async (args: Arguments) => {
    const { input, request: _, ...rest } = args;
    const smithy = Object.keys(context.__smithy_context as object).sort();
    const keys = [Object.keys(rest).sort(), Object.keys(context).sort(), smithy];
    lines.push(`${place.name} ${show({ input, request: requestOf(args, ids), keys })}`);
    try {
      const result = await next(args);
      lines.push(`${place.name} back ${show({ output: result.output, headers: result.response.headers })}`);
      return result;
    } catch (error) {
      lines.push(`${place.name} failed ${showError(error)}`);
      throw error;
    }
  };
  const stack = client.middlewareStack as {
    add(m: unknown, o: object): void;
    addRelativeTo?(m: unknown, o: object): void;
  };
  if ('step' in place) stack.add(middleware, place);
  else stack.addRelativeTo?.(middleware, place);
}

/** `HttpResponse.isInstance` of both SDKs asks for no more. */
class Response {
  readonly statusCode: number;
  readonly headers: object;
  body: unknown;

  constructor(statusCode: number, headers: object, body: unknown) {
    this.statusCode = statusCode;
    this.headers = headers;
    this.body = body;
  }
}

/** The SDK's own retries without the waiting. */
async function immediately(sdk: Sdk): Promise<object> {
  const { config } = new sdk.Client({ region: 'eu-west-1' });
  const strategy = await (config.retryStrategy as () => Promise<object>)();
  return Object.assign(strategy, { retryBackoffStrategy: { setDelayBase() {}, computeNextBackoffDelay: () => 0 } });
}
