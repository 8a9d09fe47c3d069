import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Grant, grantId } from './grants.js';
import type { GrantUse } from './usage.js';

/** How often each grant was needed, over all runs that were recorded in these files. */
export async function recordedUsage(files: readonly string[]): Promise<readonly GrantUse[]> {
  const found = new Map<string, GrantUse>();
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!line.startsWith('{"kind":"grant"')) continue;
      // Written by a recorder, so it is what a recorder writes.
      const use = JSON.parse(line) as GrantUse;
      const id = grantId(use satisfies Grant);
      found.set(id, { ...use, uses: use.uses + (found.get(id)?.uses ?? 0) });
    }
  }
  return [...found.values()];
}
