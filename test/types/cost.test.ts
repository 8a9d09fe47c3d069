import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';

interface Cost {
  readonly entities: number;
  readonly compiler: string;
  readonly instantiations: number;
}

/** `slope`: of one entity more. */
const MOST: { readonly [compiler: string]: { readonly total: number; readonly slope: number } } = {
  'typescript-5.9': { total: 25_000, slope: 110 },
  typescript: { total: 25_000, slope: 125 },
};

// A count, not a time: the same on every machine. Get, put, update and queries with conditions, bound and not, for each
// entity; ElectroDB takes 33 times as many for less (docs/performance.md).
it('types cost a compiler little, and as much for each entity however many there are', { timeout: 300_000 }, () => {
  const output = execFileSync(process.execPath, [join(ROOT, 'bench/types.mjs'), '25', '200'], { encoding: 'utf8' });
  const costs = JSON.parse(output.trim().split('\n').at(-1) ?? '') as readonly Cost[];
  for (const [compiler, { total, slope }] of Object.entries(MOST)) {
    const of = (count: number): number =>
      costs.find((cost) => cost.compiler === compiler && cost.entities === count)?.instantiations ?? Number.NaN;
    expect(of(200), compiler).toBeGreaterThan(10_000); // else the client was not looked at
    expect(of(200), compiler).toBeLessThanOrEqual(total);
    expect((of(200) - of(25)) / 175, `${compiler}, an entity`).toBeLessThanOrEqual(slope);
  }
});
