import { figure, kilobytes, number, table, withSpread } from './table.mjs';

/** Each part's section: a title, its text and the charts in it. Made of the results alone. */
export const SECTIONS = {
  requests({ baseline, rounds, clients }) {
    const operations = clients[0].operations.map(({ operation }) => operation);
    const of = (client, operation) => client.operations.find((each) => each.operation === operation);
    return {
      title: 'Requests',
      text: `What a client costs besides the network: a request handler in the process answers at once. Processor time as a ratio to
${baseline}'s in the same round; ${medians(rounds)}. Lower is faster. Items have 20
attributes; an update sets three.

${table(
  ['client', ...operations],
  clients.map((client) => [client.client, ...operations.map((operation) => withSpread(of(client, operation).ratio))]),
)}

Bytes allocated, as a ratio to ${baseline}'s:

${table(
  ['client', ...operations],
  clients.map((client) => [client.client, ...operations.map((operation) => figure(of(client, operation).allocations))]),
)}`,
      charts: [
        {
          name: 'requests',
          title: `Processor time of a request, ${baseline} = 1`,
          unit: '',
          groups: operations.map((operation) => ({
            title: operation,
            bars: clients
              .filter(({ client }) => client !== 'dynamoose')
              .map((client) => bar(client.client, Number(of(client, operation).ratio.median.toFixed(2)))),
          })),
        },
      ],
    };
  },

  sessions({ count, figures }) {
    return {
      title: 'Sessions',
      text: `${number(count)} sessions in one process, with an issuer in the process in place of STS.

${table(
  ['', 'figure'],
  figures.map(({ name, value }) => [name, value]),
)}`,
    };
  },

  types(costs) {
    const compilers = [...new Set(costs.map(({ compiler }) => compiler))];
    const clients = [...new Set(costs.map(({ client }) => client))].filter((client) => client !== 'SDK');
    const of = (client, compiler, entities) =>
      costs.find((each) => each.client === client && each.compiler === compiler && each.entities === entities);
    const name = (compiler) =>
      compiler === 'typescript' ? 'TypeScript 7' : compiler.replace('typescript-', 'TypeScript ');
    return {
      title: 'Types',
      text: `Entities of eleven attributes and an index, each with a get, a put, an update and a query. Ours have conditions as well, and
all of it a second time bound to a session; the peers' have neither.

${compilers
  .map(
    (compiler) => `${name(compiler)}:

${table(
  ['client', 'instantiations at 25', 'at 200', 'of one entity more', 'check s at 200', 'MB at 200'],
  clients.map((client) => {
    const [few, many] = [of(client, compiler, 25), of(client, compiler, 200)];
    return [
      client,
      number(few?.instantiations),
      number(many?.instantiations),
      few && many ? number(Math.round((many.instantiations - few.instantiations) / 175)) : '–',
      figure(many?.checkSeconds),
      number(many?.memoryMB),
    ];
  }),
)}`,
  )
  .join('\n\n')}`,
      charts: [
        {
          name: 'types',
          title: 'Type instantiations of 200 entities, TypeScript 5.9',
          unit: '',
          groups: [
            {
              bars: clients
                .map((client) => bar(client, of(client, 'typescript-5.9', 200)?.instantiations))
                .filter(({ value }) => value !== undefined),
            },
          ],
        },
      ],
    };
  },

  editor({ entities, openMilliseconds, places }) {
    return {
      title: 'Editor',
      text: `Completions in a file that uses ${entities} entities, asked of the server of TypeScript 5.9 behind each key stroke. Opening the
file takes ${number(openMilliseconds)} ms, which includes the check of all of it.

${table(
  ['completion of', 'first, ms', 'then, ms'],
  places.map(({ place, firstMilliseconds, milliseconds }) => [
    place,
    figure(firstMilliseconds),
    withSpread(milliseconds),
  ]),
)}`,
    };
  },

  bundle({ rounds, handlers, baseline }) {
    return {
      title: 'Bundles and cold start',
      text: `A handler with one get and one query of an entity with 20 attributes; minified ES modules by esbuild. The picked handlers take
operations one by one (\`pick(service, assetEntity, get, query)\`), the whole client is \`createBench\` with the same two requests.
Import and cold start are processor time of a fresh process of Node (${medians(rounds)}): the import of the
bundle with the SDK in it, and that with its first two requests over loopback.

${table(
  ['handler', 'kB without SDK', 'gzip', 'kB with SDK', 'gzip ', 'import ms', `over ${baseline}`, 'cold start ms'],
  handlers.map(({ name, alone, whole, importMilliseconds, importAdded, coldStartMilliseconds }) => [
    name,
    kilobytes(alone.bytes),
    kilobytes(alone.gzip),
    kilobytes(whole.bytes),
    kilobytes(whole.gzip),
    figure(importMilliseconds.median, 1),
    withSpread(importAdded, 1),
    WRITES.test(name) ? '–' : figure(coldStartMilliseconds.median, 1),
  ]),
)}`,
      charts: [
        {
          name: 'bundle',
          title: 'Bundle of a get and a query without the SDK, kB gzipped',
          unit: ' kB',
          groups: [
            {
              bars: handlers
                .filter(({ name }) => !WRITES.test(name) && name !== 'tenantry, get')
                .map(({ name, alone }) => bar(name, Number(kilobytes(alone.gzip)))),
            },
          ],
        },
      ],
    };
  },

  generate({ runs }) {
    const ours = runs.filter(({ entities }) => entities !== undefined);
    return {
      title: 'Generator',
      text: `Whole processes, medians with the quarters around them; figures without these are of one round. Each entity has a client file, policy statements and a proof. Seconds of
the processor include the threads of the compiler and the collector; wall seconds depend on what else the machine does.

${table(
  ['run', 'processor s', 'wall s', 'MB'],
  runs.map(({ name, processorSeconds, seconds, megabytes }) => [
    name,
    withSpread(processorSeconds),
    figure(seconds.median),
    number(megabytes),
  ]),
)}`,
      charts: [
        {
          name: 'generate',
          title: 'Processor seconds by number of entities',
          unit: ' s',
          groups: [
            {
              bars: ours.map(({ name, processorSeconds }) =>
                bar(`tenantry, ${name}`, Number(figure(processorSeconds.median))),
              ),
            },
          ],
        },
      ],
    };
  },

  verify({
    processorMilliseconds,
    medianMilliseconds,
    spread,
    accessRows,
    evaluateMicroseconds,
    evaluateUnderPatterns,
  }) {
    return {
      title: 'Verification',
      text: `\`tenantry verify\` of 200 entities × 5 roles: ${number(processorMilliseconds)} ms of the processor (by the clock of this shared machine
${number(medianMilliseconds)} ms, ${spread.map(number).join('–')}) for ${number(accessRows)} rows of effective access.
One request held against a role's policies with ${evaluateUnderPatterns} key patterns: ${figure(evaluateMicroseconds)} µs.`,
    };
  },

  sandbox({ startMilliseconds, requests, operations }) {
    return {
      title: 'Sandbox',
      text: `Medians of ${number(requests)} requests each, straight to the engine and through the enforcing sandbox in turn. Start: ${number(startMilliseconds)} ms.

${table(
  ['operation', 'engine µs', 'sandbox µs', 'added µs'],
  operations.map(({ operation, microseconds }) => [
    operation,
    number(microseconds.engine),
    number(microseconds.sandbox),
    number(microseconds.added),
  ]),
)}`,
    };
  },

  load({ rounds, engine, baseline, clients }) {
    const levels = clients[0].levels.map(({ concurrency }) => concurrency);
    return {
      title: 'Load through an engine',
      text: `Nine gets and a put in turn, over loopback HTTP to a local engine (${engine}) on the same machine, which takes its share of both
cores: differences are smaller than those of the clients alone. Figures are ${medians(rounds)}; ratios to ${baseline} in
the same round.

${levels
  .map(
    (concurrency, i) => `${concurrency} in flight:

${table(
  ['client', 'requests/s', 'ratio', 'p50 ms', 'p95 ms', 'p99 ms', 'client’s processor µs', 'ratio '],
  clients.map(({ client, levels: all }) => {
    const { perSecond, p50, p95, p99, processorMicroseconds } = all[i];
    return [
      client,
      number(Math.round(perSecond.median)),
      withSpread(perSecond.ratio),
      ...[p50, p95, p99].map(({ median }) => figure(median)),
      figure(processorMicroseconds.median),
      withSpread(processorMicroseconds.ratio),
    ];
  }),
)}`,
  )
  .join('\n\n')}`,
      charts: [
        {
          name: 'load',
          title: `Requests per second through an engine (${engine})`,
          unit: '',
          groups: levels.map((concurrency, i) => ({
            title: `${concurrency} in flight`,
            bars: clients.map(({ client, levels: all }) => bar(client, Math.round(all[i].perSecond.median))),
          })),
        },
      ],
    };
  },
};

const medians = (rounds) =>
  rounds === 1 ? 'one round' : `medians of ${rounds} interleaved rounds, with the quarters around them`;

const WRITES = /writes|everything/;

const bar = (label, value) => ({ label, value, ours: label.startsWith('tenantry') });
