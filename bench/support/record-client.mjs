import { readFileSync } from 'node:fs';
import { emitClient, writeFiles } from './generate.mjs';
import { BENCH, fromRoot, WORK } from './root.mjs';

/** The generated client of the benchmarks' schema as JavaScript, where `requests/clients/tenantry.mjs` takes it from. */
export async function prepareRecordClient() {
  const { transformSync } = fromRoot('esbuild');
  const files = await emitClient(readFileSync(`${BENCH}requests/record.tenantry.yaml`, 'utf8'));
  const compiled = files.map(({ path, text }) => ({
    path: path.replace(/\.ts$/, '.js'),
    text: transformSync(text, { loader: 'ts' }).code,
  }));
  writeFiles(`${WORK}requests/client`, compiled);
}
