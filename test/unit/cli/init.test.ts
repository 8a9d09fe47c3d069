import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'tenantry';
import { describe, expect, it } from 'vitest';
import { isServiceName, serviceName } from '../../../generator/src/cli/commands/init.js';
import { sampleSchema } from '../../../generator/src/cli/init/sample-schema.js';
import { ROOT } from '../../support/source-files.js';
import { exists, put, temporaryFolder, text, tree } from '../../support/temporary-folder.js';
import { cli } from './run-cli.js';

const { version } = JSON.parse(readFileSync(join(ROOT, 'generator/package.json'), 'utf8'));

describe('init', () => {
  it('makes a project in a new folder', async () => {
    const base = temporaryFolder();
    const { exitCode, out } = await cli(base, ['init', 'Task List']);
    expect([exitCode, out]).toEqual([0, '']);
    const files = [
      'package.json',
      'schemas/task-list.tenantry.yaml',
      'src/main.ts',
      'tenantry.config.yaml',
      'tsconfig.json',
    ];
    expect(tree(join(base, 'Task List'))).toEqual(files);
    expect(JSON.parse(text(base, 'Task List/package.json'))).toMatchObject({
      name: 'task-list',
      scripts: { generate: 'tenantry generate', start: 'tenantry sandbox -- node dist/main.js' },
      dependencies: { '@tenantry/runtime': `^${version}` },
      devDependencies: { tenantry: `^${version}`, '@tenantry/sandbox': `^${version}` },
    });
  });

  it('has a sample that compiles without a word', () => {
    const { diagnostics, files } = compile(sampleSchema('a-b', 'x.json'));
    expect(diagnostics).toEqual([]);
    expect([...files.keys()]).toContain('src/client/task.ts');
    expect([...files.keys()]).toContain('policies/dev/user.policy.json');
  });

  it('never overwrites, and adds only what is missing', async () => {
    const base = temporaryFolder();
    const before =
      '{\n\t"name": "mine",\n\t"scripts": { "generate": "make" },\n\t"x": 1,\n\t"devDependencies": { "typescript": "5.9.3" }\n}\n';
    put(base, 'package.json', before);
    put(base, 'tenantry.config.yaml', '# mine\n');
    put(base, 'schemas/other.tenantry.yaml', '# mine\n');
    const { out } = await cli(base, ['init', '--format', 'json']);
    expect(JSON.parse(out).files).toEqual([
      { path: 'tenantry.config.yaml', status: 'kept' },
      { path: 'tsconfig.json', status: 'created' },
      { path: 'package.json', status: 'updated' },
    ]);
    expect(text(base, 'tenantry.config.yaml')).toBe('# mine\n');
    expect(text(base, 'package.json')).toMatch(
      /^\{\n\t"name": "mine",\n\t"scripts": \{\n\t\t"generate": "make",\n\t\t"generate:check": "tenantry check"\n\t\},\n\t"x": 1,\n/,
    );
    const { scripts, dependencies, devDependencies } = JSON.parse(text(base, 'package.json'));
    expect(Object.keys(scripts)).toEqual(['generate', 'generate:check']);
    expect(Object.keys(dependencies)).toContain('@tenantry/runtime');
    expect(devDependencies).toMatchObject({ typescript: '5.9.3', tenantry: `^${version}` });
    const again = await cli(base, ['init', '--format', 'json']);
    expect(JSON.parse(again.out).files.map(({ status }: { status: string }) => status)).toEqual([
      'kept',
      'kept',
      'kept',
    ]);
  });

  it('adds no second schema to one that lies beside it', async () => {
    const base = temporaryFolder();
    put(base, 'tenantry.yaml', '# mine\n');
    await cli(base, ['init']);
    expect(tree(base)).toEqual(['package.json', 'tenantry.yaml', 'tsconfig.json']);
  });

  it('leaves a package.json alone that it cannot read', async () => {
    const base = temporaryFolder();
    put(base, 'package.json', '{ // comment\n}');
    await cli(base, ['init']);
    expect(text(base, 'package.json')).toBe('{ // comment\n}');
  });

  it('asks for the name at a terminal, and nowhere else', async () => {
    const base = temporaryFolder();
    const ask = async (question: string): Promise<string> => (question.includes('service') ? 'my-shop' : '');
    await cli(base, ['init'], { canAsk: true, ask });
    expect(exists(base, 'schemas/my-shop.tenantry.yaml')).toBe(true);
    const refused = await cli(temporaryFolder(), ['init'], { canAsk: true, ask: async () => 'My Shop' });
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('such as my-shop');
  });

  it.each([
    ['flight-club', 'flight-club'],
    ['MyShop2', 'my-shop2'],
    ['@scope/thing', 'scope-thing'],
    ['2024_x', 'x'],
    ['---', 'my-service'],
    ['', 'my-service'],
  ])('makes the name of a service from %j', (folder, name) => {
    expect(serviceName(folder)).toBe(name);
    expect(isServiceName(name)).toBe(true);
  });
});

describe('init chooses the import extension', () => {
  const tsconfig = (options: object): string => JSON.stringify({ compilerOptions: options });
  it.each([
    { what: 'a folder of its own', extension: 'js' },
    { what: 'ES modules of Node', type: 'module', options: { module: 'NodeNext' }, extension: 'js' },
    { what: 'CommonJS with nodenext (NestJS 11)', options: { module: 'nodenext' }, extension: 'none' },
    { what: 'CommonJS (NestJS 10, ts-node, ts-jest)', options: { module: 'commonjs' }, extension: 'none' },
    { what: 'the old resolution', options: { module: 'commonjs', moduleResolution: 'node' }, extension: 'none' },
    {
      what: 'a bundler',
      type: 'module',
      options: { module: 'esnext', moduleResolution: 'bundler' },
      extension: 'none',
    },
    {
      what: 'extensions rewritten',
      type: 'module',
      options: { rewriteRelativeImportExtensions: true },
      extension: 'ts',
    },
    { what: 'a tsconfig that extends another', type: 'module', options: {}, extension: 'js' },
  ])('of $what: $extension', async ({ type, options, extension }) => {
    const base = temporaryFolder();
    const own = options === undefined;
    if (!own) put(base, 'package.json', JSON.stringify({ name: 'shop', ...(type && { type }) }));
    if (!own) put(base, 'tsconfig.json', `// "module": "commonjs"\n${tsconfig(options)}`);
    await cli(base, ['init']);
    const shown = /^extension: (\w+)/m.exec(text(base, 'tenantry.config.yaml'))?.[1] ?? 'js';
    const ending = extension === 'none' ? '' : `.${extension}`;
    expect(shown).toBe(extension);
    expect(text(base, 'src/main.ts')).toContain(`'./client/index${ending}'`);
  });
});
