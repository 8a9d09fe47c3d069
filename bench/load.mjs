// Requests through a real engine: latency and throughput at 1, 16 and 128 in flight. Interleaved processes, ratios to
// lib-dynamodb in the same round. The engine shares the machine, so ratios are smaller than those of the client alone.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runProcess } from './support/processes.mjs';
import { prepareRecordClient } from './support/record-client.mjs';
import { ROOT } from './support/root.mjs';
import { spread } from './support/statistics.mjs';

const CLIENTS = ['lib-dynamodb', 'electrodb', 'dynamodb-toolbox', 'tenantry'];
const LEVELS = [1, 16, 128];
const FIGURES = ['p50', 'p95', 'p99', 'perSecond', 'processorMicroseconds'];
const PROCESS = fileURLToPath(new URL('./load/process.mjs', import.meta.url));

export async function measureLoad({ rounds = 5, milliseconds = 1500 } = {}) {
  await prepareRecordClient();
  const { startEngine } = await import(`${ROOT}runtime/dist/testing/index.js`);
  const { CreateTableCommand, DynamoDBClient } = createRequire(`${ROOT}package.json`)('@aws-sdk/client-dynamodb');
  const engine = await startEngine();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  await client.send(
    new CreateTableCommand({
      TableName: 'bench',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: ['pk', 'sk'].map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
  const seen = new Map(CLIENTS.map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of CLIENTS) {
        seen.get(name).push(runProcess(PROCESS, [name, engine.endpoint, String(milliseconds), ...LEVELS.map(String)]));
      }
      console.error(`load: round ${round + 1} of ${rounds}`);
    }
  } finally {
    client.destroy();
    await engine.stop();
  }
  const base = seen.get(CLIENTS[0]);
  return {
    rounds,
    engine: engine.kind,
    baseline: CLIENTS[0],
    clients: CLIENTS.map((client) => ({
      client,
      levels: LEVELS.map((concurrency, level) => ({
        concurrency,
        ...Object.fromEntries(
          FIGURES.map((figure) => [
            figure,
            {
              ...spread(seen.get(client).map((levels) => levels[level][figure])),
              ratio: spread(seen.get(client).map((levels, i) => levels[level][figure] / base[i][level][figure])),
            },
          ]),
        ),
      })),
    })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { engine, clients } = await measureLoad({ rounds: Number(process.argv[2] ?? 5) });
  console.log(`engine: ${engine}`);
  console.table(
    clients.flatMap(({ client, levels }) =>
      levels.map(({ concurrency, p50, p99, perSecond, processorMicroseconds }) => ({
        client,
        'in flight': concurrency,
        'p50 ms': p50.median,
        'p99 ms': p99.median,
        'requests/s': Math.round(perSecond.median),
        ratio: perSecond.ratio.median,
        'µs processor': Math.round(processorMicroseconds.median),
        'ratio ': processorMicroseconds.ratio.median,
      })),
    ),
  );
}
