import { join } from 'node:path';
import { expect, it } from 'vitest';
import { typed } from '../support/documented-shell.js';
import { blocksOf } from '../support/markdown-blocks.js';
import { usePackedPackages } from '../support/packed-packages.js';
import { exists, put, temporaryFolder } from '../support/temporary-folder.js';

const packed = usePackedPackages();
const TEN_MINUTES = 600_000;

it('From the README alone, in an empty folder: a project that runs, then the schema and the code of the README', {
  timeout: TEN_MINUTES,
}, () => {
  const installed = join(temporaryFolder(), 'installed');
  packed.installIn(installed);
  const [start = '', pipeline = '', afterwards = ''] = blocks('sh');
  const began = performance.now();
  let { printed, cwd } = typed(start, { cwd: temporaryFolder(), installed });
  expect(printed).toContain('created  flight-club/schemas/flight-club.tenantry.yaml');
  expect(printed).toMatch(/\d+ created, 0 updated, 0 unchanged, 0 deleted/);
  expect(printed).toContain('Try it open\nScopeViolation');

  ({ printed, cwd } = typed(pipeline, { cwd, installed }));
  expect(printed).toMatch(/\d+ files up to date/);
  expect(printed).toMatch(/SOUND, COMPLETE/);

  const [schema = '', seed = ''] = blocks('yaml');
  const [program = ''] = blocks('ts');
  const [output = ''] = blocks('text');
  put(cwd, 'schemas/flight-club.tenantry.yaml', schema);
  put(cwd, 'src/main.ts', program);
  put(cwd, 'seed.yaml', seed);
  ({ printed, cwd } = typed(afterwards, { cwd, installed }));
  expect(printed).toMatch(/SOUND, COMPLETE/);
  expect(output).toContain('Unauthorized');
  expect(printed).toContain(output);
  expect(exists(cwd, 'dist/client/member.js') && exists(cwd, 'dist/main.js')).toBe(true);
  // The client of the first schema is gone.
  expect(exists(cwd, 'src/client/task.ts')).toBe(false);
  expect(performance.now() - began).toBeLessThan(TEN_MINUTES);
});

const blocks = (wanted: string): readonly string[] =>
  blocksOf('README.md').flatMap(({ language, text }) => (language === wanted ? [text] : []));
