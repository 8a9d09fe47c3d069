import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';

interface Cost {
  readonly entities: number;
  readonly compiler: string;
  readonly instantiations: number;
}

// A count, not a time: the same on every machine. Get, put, update and queries with conditions, bound and not, for each
// entity; ElectroDB takes 1,019,536 for less (docs/performance.md).
it('200 entities cost a compiler at most 25,000 type instantiations', { timeout: 300_000 }, () => {
  const output = execFileSync(process.execPath, [join(ROOT, 'bench/types.mjs'), '200'], { encoding: 'utf8' });
  const costs = JSON.parse(output.trim().split('\n').at(-1) ?? '') as readonly Cost[];
  for (const { instantiations } of costs.filter(({ entities }) => entities === 200)) {
    expect(instantiations).toBeGreaterThan(10_000); // else the client was not looked at
    expect(instantiations).toBeLessThanOrEqual(25_000);
  }
});
