import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../../generator/src/cli/init/sample-schema.js';
import { compile } from '../../../generator/src/pipeline.js';
import { rememberRun, unchangedSinceLastRun } from '../../../generator/src/project/last-run.js';
import { loadProject, type Project } from '../../../generator/src/project/load-project.js';
import { writeOutput } from '../../../generator/src/project/output.js';
import { put, temporaryFolder, text } from '../../support/temporary-folder.js';

const BUILD = 'a build of the generator';
const CONFIG = 'schema: [app.tenantry.yaml, more.tenantry.yaml]\ntemplates: own\n';
const SCHEMA = sampleSchema('app', 'x.json');
const MORE = `version: 1
entities:
  Extra: { key: { partition: "TENANT#{tenantId}#EXTRA", sort: "EXTRA#{id}" }, attributes: { tenantId: string, id: string } }
`;

const load = (cwd: string, out?: string): Promise<Project> =>
  loadProject({ cwd, schemas: [], config: undefined, out, input: async () => '' });

/** Everything that a run does, and what it left. */
async function run(project: Project) {
  const { model, ...rest } = compile(project.sources, project.options);
  if (model === undefined) throw new Error(JSON.stringify(rest.diagnostics));
  const written = await writeOutput({ model, ...rest }, project);
  const diagnostics = [...rest.diagnostics, ...written.diagnostics];
  rememberRun(project, { model, ...rest, diagnostics }, BUILD);
  return { ...written, diagnostics };
}

async function ranProject(): Promise<string> {
  const base = temporaryFolder();
  mkdirSync(join(base, 'node_modules'));
  put(base, 'tenantry.config.yaml', CONFIG);
  put(base, 'app.tenantry.yaml', SCHEMA);
  put(base, 'more.tenantry.yaml', MORE);
  put(base, 'own/client-file.ts.hbs', readFileSync('templates/client-file.ts.hbs', 'utf8'));
  expect((await run(await load(base))).diagnostics).toEqual([]);
  return base;
}

const recordOf = (base: string): string => {
  const folder = join(base, 'node_modules/.cache/tenantry');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name);
};

const OUTPUT = 'src/client/task.ts';

describe('what the last run left', () => {
  it('is told as a whole run would tell it', async () => {
    const base = await ranProject();
    const known = unchangedSinceLastRun(await load(base), BUILD);
    expect(known).toEqual((await run(await load(base))).files);
    expect(known?.length).toBeGreaterThan(5);
  });

  it.each<readonly [what: string, change: (base: string) => void]>([
    ['a schema file', (base) => put(base, 'app.tenantry.yaml', `${SCHEMA}# A comment.\n`)],
    ['another schema file', (base) => put(base, 'more.tenantry.yaml', MORE.replace('EXTRA#', 'EXTRAS#'))],
    [
      'the list of schema files',
      (base) => put(base, 'tenantry.config.yaml', 'schema: app.tenantry.yaml\ntemplates: own\n'),
    ],
    ['the ending of imports', (base) => put(base, 'tenantry.config.yaml', `${CONFIG}extension: ts\n`)],
    ['the folder of the output', (base) => put(base, 'tenantry.config.yaml', `${CONFIG}out: elsewhere\n`)],
    ['the templates', (base) => put(base, 'tenantry.config.yaml', CONFIG.replace('templates: own\n', ''))],
    ['a template', (base) => put(base, 'own/client-file.ts.hbs', `// (c) us\n${text(base, 'own/client-file.ts.hbs')}`)],
    ['an emitted file', (base) => put(base, OUTPUT, `${text(base, OUTPUT)}\n`)],
    ['an emitted policy', (base) => put(base, policyFile(base), text(base, policyFile(base)).replace('Allow', 'Deny'))],
    ['an emitted file that is gone', (base) => rmSync(join(base, OUTPUT))],
    ['.gitattributes that are gone', (base) => rmSync(join(base, 'src/client/.gitattributes'))],
    ['a folder that is gone', (base) => rmSync(join(base, 'src'), { recursive: true })],
    [
      'a manifest that owns less',
      (base) => put(base, manifest(base), text(base, manifest(base)).replace(/^.*task\.ts.*\n/m, '')),
    ],
    ['a manifest amid a merge', (base) => put(base, manifest(base), `<<<<<<< ours\n${text(base, manifest(base))}`)],
    [
      'an edit that the manifest was made to own',
      (base) => {
        const old = text(base, manifest(base));
        put(base, manifest(base), old.replace(/("task\.ts": ")[0-9a-f]{4}/, '$10000'));
      },
    ],
    [
      'a link in place of a file',
      (base) => {
        put(base, 'copy.ts', text(base, OUTPUT));
        rmSync(join(base, OUTPUT));
        symlinkSync(join(base, 'copy.ts'), join(base, OUTPUT));
      },
    ],
    ['a record that is no record', (base) => writeFileSync(recordOf(base), '{')],
    ['a record that says nothing', (base) => writeFileSync(recordOf(base), 'null')],
    ['a record that is gone', (base) => rmSync(recordOf(base))],
  ])('is not known after a change of %s', async (_, change) => {
    const base = await ranProject();
    expect(unchangedSinceLastRun(await load(base), BUILD)).toBeDefined();
    change(base);
    expect(unchangedSinceLastRun(await load(base), BUILD)).toBeUndefined();
  });

  it('is not known to another build of the generator, to loose modules, or of another place for the output', async () => {
    const base = await ranProject();
    expect(unchangedSinceLastRun(await load(base), 'another build')).toBeUndefined();
    expect(unchangedSinceLastRun(await load(base))).toBeUndefined();
    expect(unchangedSinceLastRun(await load(base, 'out'), BUILD)).toBeUndefined();
    expect(unchangedSinceLastRun(await load(base), BUILD)).toBeDefined();
  });

  it('is not remembered where a run had something to say', async () => {
    const base = await ranProject();
    put(base, OUTPUT, '// mine\n');
    expect((await run(await load(base))).diagnostics).not.toEqual([]);
    rmSync(recordOf(base));
    await run(await load(base));
    expect(readdirSync(join(base, 'node_modules/.cache/tenantry'))).toEqual([]);
  });

  it('is not remembered without node_modules, and no folder is made for it', async () => {
    const base = temporaryFolder();
    put(base, 'app.tenantry.yaml', SCHEMA);
    await run(await load(base));
    expect(readdirSync(base)).not.toContain('node_modules');
    expect(unchangedSinceLastRun(await load(base), BUILD)).toBeUndefined();
  });

  it('is not known beside .gitattributes of the user’s, which Tenantry would make if they went', async () => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'node_modules'));
    put(base, 'app.tenantry.yaml', SCHEMA);
    put(base, 'src/client/.gitattributes', '* text\n');
    expect((await run(await load(base))).diagnostics).toEqual([]);
    expect(unchangedSinceLastRun(await load(base), BUILD)).toBeUndefined();
  });
});

const manifest = (base: string): string => {
  const name = readdirSync(join(base, 'src/client')).find((each) =>
    text(base, `src/client/${each}`).includes('"about"'),
  );
  return `src/client/${name}`;
};

const policyFile = (base: string): string => {
  const path = readdirSync(base, { recursive: true, encoding: 'utf8' }).find((each) => /\.policy\.json$/.test(each));
  if (path === undefined) throw new Error('There is no policy.');
  return path;
};
