import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';

interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  /** Modules of the runtime in the bundle that the handler does not use. */
  readonly strays: readonly string[];
}

/**
 * The most bytes of a handler, minified and gzipped, without the SDK, with one entity of 20 attributes. A handler that is much
 * lighter fails as well: then this table is out of date. `node bench/bundle/build.mjs` prints the sizes.
 */
const MOST: { readonly [handler: string]: readonly [bytes: number, gzip: number] } = {
  get: [41_500, 16_300],
  'get-and-query': [58_500, 22_300],
  'writes-and-transactions': [86_000, 31_000],
  'whole-client': [93_000, 33_500],
  everything: [154_000, 55_000],
};

it('bundles of handlers hold what they use and no more', { timeout: 120_000 }, () => {
  const output = execFileSync(process.execPath, [join(ROOT, 'bench/bundle/build.mjs')], { encoding: 'utf8' });
  const sizes = JSON.parse(output) as readonly Size[];
  expect(sizes.map(({ name }) => name)).toEqual(Object.keys(MOST));
  for (const { name, bytes, gzip, strays } of sizes) {
    const [mostBytes = 0, mostGzip = 0] = MOST[name] ?? [];
    expect(strays, name).toEqual([]);
    expect(bytes, name).toBeLessThanOrEqual(mostBytes);
    expect(gzip, name).toBeLessThanOrEqual(mostGzip);
    expect(bytes, `${name} is lighter`).toBeGreaterThan(mostBytes * 0.9);
    expect(gzip, `${name} is lighter`).toBeGreaterThan(mostGzip * 0.9);
  }
});
