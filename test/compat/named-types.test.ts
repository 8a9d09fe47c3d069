import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { withChildren } from '@tenantry/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  transactGet,
  transactWrite,
} from '../../generated-example/client/index.js';
import { ROOT } from '../support/source-files.js';

const COMPILERS = ['typescript-5.4', 'typescript-5.9', 'typescript-6.0', 'typescript'];

const key = "{ tenantId: 'acme', roleId: 'r' }";
const role = "{ tenantId: 'acme', roleId: 'r', name: 'R', actions: ['x'] }";

/** How a user makes each kind of request, and the same made here, which tells its methods. */
const club = createFlightClub({ tables: { app: 'flight-club' } });
const roleKey = { tenantId: 'acme', roleId: 'r' };
const roleItem = { ...roleKey, name: 'R', actions: ['x'] };
const inJune = { tenantId: 'acme', month: '2026-06' };
const REQUESTS: readonly (readonly [source: string, request: object])[] = [
  [`club.role.get(${key})`, club.role.get(roleKey)],
  [`club.role.get(${key}).select('name')`, club.role.get(roleKey)],
  [`mine.role.get({ roleId: 'r' })`, club.role.get(roleKey)],
  [`club.role.create(${role})`, club.role.create(roleItem)],
  [`club.role.put(${role})`, club.role.put(roleItem)],
  [`club.role.update(${key})`, club.role.update(roleKey)],
  [`club.role.upsert(${role})`, club.role.upsert(roleItem)],
  [`club.role.delete(${key})`, club.role.delete(roleKey)],
  [`club.role.check(${key})`, club.role.check(roleKey)],
  [`club.member.reindex({ tenantId: 'acme', userId: 'u' })`, club.member.reindex({ tenantId: 'acme', userId: 'u' })],
  [`club.reservation.query({ tenantId: 'acme', month: '2026-06' })`, club.reservation.query(inJune)],
  [`mine.reservation.query({ month: '2026-06' }).select('note')`, club.reservation.query(inJune)],
  [`club.reservation.byPilot({ tenantId: 'acme', userId: 'u' })`, club.reservation.query(inJune)],
  [`club.clubDirectory({ tenantId: 'acme' })`, club.clubDirectory({ tenantId: 'acme' })],
  [`club.club.scan()`, club.club.scan()],
  [`batchGet(club.role.get(${key}), club.role.get(${key}).select('actions'))`, batchGet(club.role.get(roleKey))],
  [`transactGet(club.role.get(${key}), mine.member.get({ userId: 'u' }))`, transactGet(club.role.get(roleKey))],
  [`batchWrite(club.role.put(${role}), club.role.delete(${key}))`, batchWrite(club.role.put(roleItem))],
  [`transactWrite(club.role.create(${role}), club.role.check(${key}))`, transactWrite(club.role.put(roleItem))],
  [
    `withChildren(club.role.query({ tenantId: 'acme' }), { members: club.member.query({ tenantId: 'acme' }) })`,
    withChildren(club.role.query({ tenantId: 'acme' }), {}),
  ],
];

/** The arguments of each method. `''` where there are none; undefined where the kind of request cannot be asked so. */
const sort = "{ startsAt: '2026-06-01' }";
const ARGUMENTS: { readonly [method: string]: (source: string) => string | undefined } = {
  abortSignal: () => 'signal',
  add: () => '(r) => count, 1',
  addToSet: () => "{ actions: ['x'] }",
  all: () => '',
  append: () => '(r) => list, []',
  beginsWith: ranged("{ startsAt: '2026' }"),
  between: ranged(`${sort}, ${sort}`),
  consistent: (source) => (source.includes('byPilot') ? undefined : ''),
  count: () => '',
  deleteFromSet: () => "{ actions: ['x'] }",
  eq: ranged(sort),
  filter: (source) => (source.includes('Directory') ? '(i) => i.name.exists()' : '(i) => i.tenantId.exists()'),
  first: () => '',
  ge: ranged(sort),
  gt: ranged(sort),
  guard: () => undefined,
  idempotencyToken: () => "'token'",
  ifVersion: () => '1',
  label: () => "'checkout'",
  le: ranged(sort),
  limit: () => '5',
  lt: ranged(sort),
  onInvalid: () => "'skip'",
  page: () => '',
  params: () => '',
  prepend: () => '(r) => list, []',
  raw: () => '',
  remove: () => '',
  returnCapacity: () => '',
  returnOldOnFailure: () => '',
  returning: () => "'old'",
  reverse: () => '',
  segments: () => '2',
  select: (source) =>
    source.includes('.select(') ? undefined : source.includes('reservation') ? "'note'" : "'tenantId'",
  send: () => '',
  set: () => "{ name: 'x' }",
  setIfNotExists: () => "{ name: 'x' }",
  subtract: () => '(r) => count, 1',
  where: () => "(i) => i.name.eq('x')",
  withClient: () => 'session',
  // Protected: callers cannot.
  state: () => undefined,
  with: () => undefined,
};

function ranged(argument: string) {
  return (source: string): string | undefined => (source.includes('reservation.') ? argument : undefined);
}

function methodsOf(request: object): readonly string[] {
  const prototype: unknown = Object.getPrototypeOf(request);
  if (typeof prototype !== 'object' || prototype === null || prototype === Object.prototype) return [];
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor' && name !== 'then');
  return [...new Set([...own, ...methodsOf(prototype)])];
}

function functions(): readonly string[] {
  return REQUESTS.flatMap(([source, request], n) => [
    `export function request${n}() {\n  return ${source};\n}`,
    ...methodsOf(request).flatMap((method) => {
      const given = ARGUMENTS[method];
      if (given === undefined) throw new Error(`How is ${method} of ${source} called? Say it in ARGUMENTS.`);
      const argument = given(source);
      return argument === undefined
        ? []
        : [`export function ${method}${n}() {\n  return ${source}.${method}(${argument});\n}`];
    }),
    ...(Symbol.asyncIterator in request
      ? [
          `export async function each${n}() {\n  for await (const item of ${source}) return item;\n  return undefined;\n}`,
        ]
      : []),
  ]);
}

describe('types of users have names', () => {
  let folder = '';

  beforeAll(() => {
    if (!existsSync(join(ROOT, 'runtime/dist/codegen-v1.d.ts'))) throw new Error('Run `npm run build` first.');
    mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
    folder = mkdtempSync(join(ROOT, 'node_modules/.cache/named-'));
    symlinkSync(join(ROOT, 'generated-example/client'), join(folder, 'client'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const head = `import { type NumberAttribute, type ListAttribute, type Session, withChildren } from '@tenantry/runtime';
import { batchGet, batchWrite, transactGet, transactWrite, type FlightClub } from './client/index.js';
declare const club: FlightClub;
declare const session: Session;
declare const signal: AbortSignal;
declare const count: NumberAttribute;
declare const list: ListAttribute<NumberAttribute>;
const mine = club.forSession(session);
`;
    writeFileSync(join(folder, 'surface.ts'), `${head}\n${functions().join('\n\n')}\n`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('asks for each method of each kind of request', () => {
    expect(functions().length).toBeGreaterThan(200);
  });

  it.each(COMPILERS)('%s declares what exported functions return', { timeout: 180_000 }, (name) => {
    const outDir = join(folder, name);
    const compilerOptions = {
      ...{ target: 'es2022', lib: ['es2022'], module: 'nodenext', types: ['node'], strict: true },
      ...{ declaration: true, emitDeclarationOnly: true, preserveSymlinks: true, skipLibCheck: true, outDir },
      ...{ rootDir: folder, exactOptionalPropertyTypes: true },
    };
    const project = join(folder, `tsconfig.${name}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['surface.ts'] }));
    const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules', name, 'bin/tsc'), '-p', project], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    const declared = readFileSync(join(outDir, 'surface.d.ts'), 'utf8');
    expect(readdirSync(outDir)).toContain('surface.d.ts');
    const inside = /import\("[^"]*(?:node_modules|dist|src)\/[^"]*"\)/g;
    expect([...new Set(declared.match(inside) ?? [])]).toEqual([]);
    expect(declared.match(/.*\bany\b.*/g) ?? []).toEqual([]);
  });
});
