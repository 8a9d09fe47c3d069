import { expect, it } from 'vitest';
import { soak } from '../../bench/sandbox-soak.mjs';

it('answers many sessions at once, right and wrong, and comes to rest; 100,000 requests are a script in bench/', async () => {
  const { counts, left } = await soak({ requests: 600, concurrency: 16 });
  expect(Object.values(counts).every((count) => count > 0)).toBe(true);
  expect(counts.allowed + counts.denied + counts.refused + counts.aborted).toBe(600);
  expect(left).toEqual([]);
});
