import { addEntry, type StackEntry, samePlace } from './entries.js';
import type { Configuration, Context, Endpoint, Handler, HttpRequest, Stack } from './sdk.js';

/** Facts of a client's signer. */
export interface Learned {
  readonly original: Configuration['signer'];
  /** The client's configuration with the signer of the runtime. */
  readonly view: Configuration;
  trusted: boolean | undefined;
}

/** Facts of one operation on one client, from its first call. */
export interface KnownOperation {
  /** The SDK's request without a body, by the endpoint that it goes to. */
  readonly requests: WeakMap<Endpoint, HttpRequest>;
  /** True if the SDK wrote and read what the short way would: undefined before the first call. */
  writes: boolean | undefined;
  reads: boolean | undefined;
}

/** Facts of a client, by its middleware stack. */
export interface KnownClient {
  readonly concat: Stack['concat'];
  readonly entries: readonly StackEntry[];
  /** Absent where the SDK must resolve the stack itself. */
  readonly order: Order | undefined;
  readonly operations: Map<string, KnownOperation>;
  signer: Learned | undefined;
  /** True if the SDK's first attempt is what the short way makes of it: undefined before the first request. */
  attempts: boolean | undefined;
}

const clients = new WeakMap<Stack, KnownClient>();

/**
 * Joining and sorting the middleware of client and command takes the SDK a fifth of a request, so the order is kept for as
 * long as both hold middleware of the same places: what was added, removed, replaced or moved since is seen.
 */
export function knownClient(
  stack: Stack,
  from: Stack,
  entries: readonly StackEntry[],
  configuration: Configuration,
): KnownClient {
  const last = clients.get(stack);
  if (last !== undefined && last.concat === stack.concat && samePlaces(last.entries, entries)) return last;
  const order = findOrder(stack.concat(from), entries);
  const unknown = { signer: undefined, attempts: undefined };
  const client: KnownClient = { concat: stack.concat, entries, order, operations: new Map(), ...unknown };
  clients.set(stack, client);
  settle(configuration);
  return client;
}

/**
 * V8 holds the SDK's configuration as a hash table, as it is put together in many steps. The SDK copies it several times for
 * each request, which takes 11 µs each time, but 1 µs once the configuration has an heir whose names were listed.
 */
function settle(configuration: Configuration): void {
  for (const _ in Object.create(configuration)) return;
}

export function knownOperation({ operations }: KnownClient, name: string): KnownOperation {
  let operation = operations.get(name);
  if (operation === undefined) {
    operation = { requests: new WeakMap(), writes: undefined, reads: undefined };
    operations.set(name, operation);
  }
  return operation;
}

/** In which order the middleware of a stack is called: places in the list of its entries, the outermost first. */
type Order = readonly number[];

/** The order that `joined` would resolve the entries to, found by letting it sort marks in their place. */
function findOrder(joined: Stack, entries: readonly StackEntry[]): Order | undefined {
  const order: number[] = [];
  for (const { middleware } of entries) joined.remove(middleware);
  entries.forEach(({ place }, i) => {
    const mark = (next: Handler): Handler => {
      order.unshift(i);
      return next;
    };
    addEntry(joined, mark, place);
  });
  const end: Handler = () => Promise.reject();
  // Another handler comes back where instrumentation wraps what a stack resolves to: that must go on as it does.
  return joined.resolve(end, {} as Context) === end && order.length === entries.length ? order : undefined;
}

function samePlaces(a: readonly StackEntry[], b: readonly StackEntry[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++)
    if (!samePlace((a[i] as StackEntry).place, (b[i] as StackEntry).place)) return false;
  return true;
}
