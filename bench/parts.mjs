// Lists the parts of `npm run bench`. Each gives plain data for `results.json`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runProcess } from './support/processes.mjs';
import { BENCH } from './support/root.mjs';

/** `short`: fewer rounds, to see that it works; `rounds`: as many as asked, where there are rounds. */
export const PARTS = {
  requests: async (short, rounds = 7) =>
    (await import('./requests.mjs')).measureRequests({ rounds: short ? 1 : rounds }),
  sessions: (short) => sessions(short ? 10_000 : 100_000),
  types: async (short) => {
    const { measurePeerTypes, measureTypes } = await import('./types.mjs');
    const counts = short ? [25] : [25, 200];
    const own = (await measureTypes({ counts })).map((cost) => ({
      client: cost.entities ? 'tenantry' : 'SDK',
      ...cost,
    }));
    return [...own, ...measurePeerTypes({ counts })];
  },
  editor: async (short) => (await import('./editor.mjs')).measureEditor(short ? { entities: 25, asked: 3 } : {}),
  bundle: async (short, rounds = 21) => {
    const { measureBundles } = await import('./bundle.mjs');
    const { handlers, ...rest } = await measureBundles({ rounds: short ? 2 : rounds });
    return { ...rest, handlers: handlers.map(({ path: _, ...handler }) => handler) };
  },
  generate: async (short, rounds = 5) =>
    (await import('./generate.mjs')).measureGenerate(short ? { rounds: 1, counts: [100] } : { rounds }),
  verify: (short) => runProcess(join(BENCH, 'verify.mjs'), [short ? '1' : '9']),
  sandbox: async (short) => (await import('./sandbox.mjs')).measureSandbox(short ? { requests: 100 } : {}),
  load: async (short, rounds = 7) =>
    (await import('./load.mjs')).measureLoad(short ? { rounds: 1, milliseconds: 300 } : { rounds }),
};

/** The script prints a line a figure: what it is, then the figure. */
function sessions(count) {
  const script = join(BENCH, 'sessions.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, String(count)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`sessions failed:\n${stderr.slice(-2000)}`);
  const figures = stdout.split('\n').flatMap((line) => {
    const [, name, value] = /^ *(.+?) {1,}([\d.]+ (?:B|µs))/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });
  return { count, figures };
}
