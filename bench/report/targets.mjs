import { figure, kilobytes } from './table.mjs';

/**
 * The targets, each with how to read its figures from the results: numbers to hold against `most`, and how they are said.
 * `why`: what stands behind a figure that misses.
 */
export const TARGETS = [
  {
    what: 'get, put: processor time of lib-dynamodb’s',
    target: '≤ 0.50',
    most: [0.5, 0.5],
    read: ({ requests }) => ratios(requests, 'tenantry', ['get', 'put']),
  },
  {
    what: 'update',
    target: '≤ 0.60',
    most: [0.6],
    read: ({ requests }) => ratios(requests, 'tenantry', ['update']),
  },
  {
    what: 'query of 100 and of 1,000',
    target: '≤ 0.40',
    most: [0.4, 0.4],
    read: ({ requests }) => ratios(requests, 'tenantry', ['query100', 'query1000']),
  },
  {
    what: 'allocations (get, put, update, query 100, query 1,000)',
    target: '≤ 0.6',
    most: [0.6, 0.6, 0.6, 0.6, 0.6],
    read: ({ requests }) => allocations(requests, 'tenantry'),
  },
  {
    what: 'get, put with the kept chain',
    target: '≤ 0.30',
    most: [0.3, 0.3],
    read: ({ requests }) => ratios(requests, 'tenantry-kept-chain', ['get', 'put']),
  },
  {
    what: 'update with the kept chain',
    target: '≤ 0.40',
    most: [0.4],
    read: ({ requests }) => ratios(requests, 'tenantry-kept-chain', ['update']),
  },
  {
    what: 'memory of a cached session, bytes',
    target: '≤ 2,048',
    most: [2048],
    read: ({ sessions }) => session(sessions, /^memory per cached session/),
  },
  {
    what: 'a warm `sessions.get`, µs',
    target: '≤ 2',
    most: [2],
    read: ({ sessions }) => session(sessions, /^warm get, one scope/),
  },
  {
    what: 'type instantiations of 200 entities, TypeScript 5.9',
    target: '≤ 25,000',
    most: [25_000],
    read: ({ types }) => cost(types, 'typescript-5.9', 'instantiations'),
  },
  {
    what: 'type-check of 200 entities, TypeScript 7, seconds',
    target: '≤ 0.3',
    most: [0.3],
    read: ({ types }) => cost(types, 'typescript', 'checkSeconds'),
  },
  {
    what: 'bundle of a get and a query without the SDK, kB gzipped',
    target: '≤ 8',
    most: [8000],
    read: ({ bundle }) => [handler(bundle)?.alone.gzip],
    say: kilobytes,
  },
  {
    what: 'import of that bundle over the SDK’s own, ms',
    target: '≤ 3',
    most: [3],
    read: ({ bundle }) => [handler(bundle)?.importAdded.median],
  },
  {
    what: '`tenantry --help`, seconds of the processor',
    target: '≤ 0.15',
    most: [0.15],
    read: ({ generate }) => run(generate, '`tenantry --help`'),
  },
  {
    what: 'the tour, whole process, seconds of the processor',
    target: '≤ 0.6',
    most: [0.6],
    read: ({ generate }) => run(generate, 'the tour'),
  },
  {
    what: '1,000 entities, seconds of the processor',
    target: '≤ 1.5',
    most: [1.5],
    read: ({ generate }) => run(generate, '1000 entities'),
  },
  {
    what: '1,000 entities, MB',
    target: '≤ 300',
    most: [300],
    read: ({ generate }) => [generate?.runs.find(({ name }) => name === '1000 entities')?.megabytes],
  },
  {
    what: 'verify of 200 entities × 5 roles, ms of the processor',
    target: '≤ 1,000',
    most: [1000],
    read: ({ verify }) => [verify?.processorMilliseconds],
  },
  {
    what: 'added by the sandbox to a request, ms (each operation)',
    target: '≤ 0.5',
    most: Array(9).fill(0.5),
    read: ({ sandbox }) => sandbox?.operations.map(({ microseconds }) => microseconds.added / 1000) ?? [undefined],
  },
];

const operationsOf = (requests, client) => requests?.clients.find((each) => each.client === client)?.operations ?? [];

const ratios = (requests, client, names) =>
  names.map((name) => operationsOf(requests, client).find(({ operation }) => operation === name)?.ratio.median);

const allocations = (requests, client) => {
  const operations = operationsOf(requests, client);
  return operations.length === 0 ? [undefined] : operations.map((each) => each.allocations);
};

const session = (sessions, name) => {
  const found = sessions?.figures.find((each) => name.test(each.name));
  return [found && Number.parseFloat(found.value)];
};

const cost = (types, compiler, what) => [
  types?.find((each) => each.client === 'tenantry' && each.compiler === compiler && each.entities === 200)?.[what],
];

const handler = (bundle) => bundle?.handlers.find(({ name }) => name === 'tenantry, get-and-query');

const run = (generate, name) => [generate?.runs.find((each) => each.name === name)?.processorSeconds.median];

/** Target by target: its figures, and whether all of them meet it. */
export function judge(parts) {
  return TARGETS.map(({ what, target, most, read, say = (value) => figure(value) }) => {
    const values = read(parts);
    const measured = values.every((value) => value !== undefined && value !== null);
    const met = measured && values.every((value, i) => value <= most[i]);
    return {
      what,
      target,
      figures: measured ? values.map((value) => say(value)).join(', ') : '–',
      verdict: measured ? (met ? 'met' : 'not met') : 'not measured',
    };
  });
}
