import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../support/source-files.js';

/**
 * Bytes that a request makes, as a share of what lib-dynamodb makes for the same. Within 5 % from run to run on one version
 * of Node; the bands leave room for the others. More is a regression, less means that this table is out of date.
 */
const BANDS: { readonly [operation: string]: readonly [least: number, most: number] } = {
  get: [0.3, 0.52],
  put: [0.3, 0.55],
  update: [0.35, 0.6],
  query100: [0.18, 0.42], // the SDK's own share fell by a third between 3.1162 and 3.1169
};

it('requests make little garbage', { timeout: 120_000 }, () => {
  const script = join(ROOT, 'bench/requests/allocations.mjs');
  const ratios: { [operation: string]: number } = JSON.parse(
    execFileSync(process.execPath, [script], { encoding: 'utf8' }),
  );
  expect(Object.keys(ratios)).toEqual(Object.keys(BANDS));
  for (const [operation, [least, most]] of Object.entries(BANDS)) {
    expect(ratios[operation], operation).toBeGreaterThan(least);
    expect(ratios[operation], operation).toBeLessThan(most);
  }
});
