import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { clientFiles } from '../../generator/src/emit/typescript/client-files.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { ROOT } from '../support/source-files.js';
import { useTable } from '../support/table.js';
import { put } from '../support/temporary-folder.js';

// Type with its limits × modifier × role in keys, each with every operation: generation refuses it with a diagnostic, or the generated
// client works on an engine.

interface Kind {
  readonly text: string;
  /** Two values as reads return them. */
  readonly values: readonly [unknown, unknown];
}

const AT = ['2026-06-01T10:00:00.000Z', '2027-07-02T11:30:00.000Z'] as const;
const KINDS: readonly Kind[] = [
  { text: 'type: string', values: ['ab', 'cd'] },
  { text: 'type: string, maxLength: 10', values: ['ab', 'cd'] },
  { text: 'type: string, minLength: 30', values: ['x'.repeat(30), 'y'.repeat(40)] },
  { text: 'type: string, pattern: "^[a-z]+$"', values: ['ab', 'cd'] },
  { text: 'type: string, format: email', values: ['a@b.example', 'c@d.example'] },
  { text: 'type: string, format: ulid', values: ['01KB0000000000000000000000', '01KB0000000000000000000001'] },
  {
    text: 'type: string, format: uuid, maxLength: 36',
    values: [`${'a'.repeat(8)}-aaaa-4aaa-8aaa-${'a'.repeat(12)}`, `${'b'.repeat(8)}-aaaa-4aaa-8aaa-${'a'.repeat(12)}`],
  },
  { text: 'type: string, format: uri, maxLength: 2', values: ['a:', 'b:'] },
  { text: 'type: number', values: [1.5, 2] },
  { text: 'type: number, max: 1.5', values: [1.5, -2] },
  { text: 'type: integer, min: 5, max: 100', values: [5, 100] },
  { text: 'type: integer, min: 0', values: [1, 22] },
  { text: 'type: bigint', values: [12n, 345n] },
  { text: 'type: number, decimal: string', values: ['1.5', '20'] },
  { text: 'type: boolean', values: [true, false] },
  { text: 'type: binary', values: [new Uint8Array([1]), new Uint8Array([2, 3])] },
  ...['datetime', 'datetime, store: epoch-seconds', 'datetime, store: epoch-millis'].map(
    (type): Kind => ({ text: `type: ${type}`, values: AT }),
  ),
  ...['date', 'date, store: epoch-seconds', 'date, store: epoch-millis'].map(
    (type): Kind => ({ text: `type: ${type}`, values: [AT[0].slice(0, 10), AT[1].slice(0, 10)] }),
  ),
  { text: 'type: duration', values: ['P1M', 'PT90M'] },
  { text: 'type: duration, store: seconds', values: ['PT1H30M', 'P2D'] },
  { text: 'type: duration, store: seconds, min: 5, max: 100', values: ['PT5S', 'PT1M40S'] },
  { text: 'type: ttl', values: [4_000_000_000, 4_000_000_001] },
  { text: 'enum: [ab, cd]', values: ['ab', 'cd'] },
  { text: 'list: string', values: [['a'], ['b', 'c']] },
  { text: 'set: string', values: [new Set(['a']), new Set(['b', 'c'])] },
  { text: 'set: binary', values: [new Set([new Uint8Array([1])]), new Set([new Uint8Array([2])])] },
  { text: 'map: { a: string, b: "datetime?" }', values: [{ a: 'x' }, { a: 'y', b: AT[0] }] },
  { text: 'record: integer', values: [{ a: 1 }, { b: 2 }] },
  { text: 'type: json', values: ['x', { a: [1] }] },
  {
    text: 'type: Named',
    values: [
      { n: 5n, s: 'x' },
      { n: 6n, s: 'y' },
    ],
  },
  {
    text: 'union: { discriminator: is, variants: { a: Named, b: Other } }',
    values: [{ is: 'a', n: 5n, s: 'x' }, { is: 'b' }],
  },
];
const MODIFIERS = [
  ...['', 'optional: true', 'readonly: true', 'hidden: true', 'sensitive: true', 'name: other', 'after: 30d'],
  ...['ulid', 'uuid', 'created', 'updated'].map((kind) => `generate: ${kind}`),
  ...['generate: created, readonly: true', 'generate: ulid, optional: true', 'compute: "{id}"'],
  ...[
    'ab',
    '"12"',
    '12',
    '1.5',
    'true',
    '"2026-06-01T10:00:00Z"',
    '"2026-06-01"',
    '"2026-02-31"',
    '"a#b"',
    '""',
    'PT5S',
  ].map((value) => `default: ${value}`),
  'default: ab, optional: true',
];
const ROLES = {
  none: '',
  partition: '    indexes: { by: { index: gsi1, partition: "T#{tenantId}#NAME#{v}", sort: "{id}" } }\n',
  sort: '    indexes: { by: { index: gsi1, partition: "T#{tenantId}#NAME", sort: "{v}#{id}" } }\n',
  padded: '    indexes: { by: { index: gsi1, partition: "T#{tenantId}#NAME", sort: "{v:pad(20)}" } }\n',
  local: '    indexes: { by: { index: lsi1, sort: "NAME#{v}" } }\n',
  computed: '    indexes: { by: { index: gsi1, partition: "T#{tenantId}#NAME#{c}", sort: "{id}" } }\n',
};

interface Combination {
  readonly name: string;
  readonly kind: Kind;
  readonly modifier: string;
  readonly role: keyof typeof ROLES;
  readonly entity: string;
}

/** All combinations, or few that have each pair of two choices. */
function combinations(all: boolean): readonly Combination[] {
  const roles = Object.keys(ROLES) as readonly (keyof typeof ROLES)[];
  const sizes = [KINDS.length, MODIFIERS.length, roles.length];
  return (all ? product(sizes) : pairwise(sizes)).map(([k = 0, m = 0, r = 0], i) => {
    const [kind, modifier, role] = [KINDS[k] as Kind, MODIFIERS[m] ?? '', roles[r] ?? 'none'];
    const name = `E${i}`;
    const options = [kind.text, modifier].filter((text) => text !== '').join(', ');
    const computed = role === 'computed' ? '      c: { type: string, compute: "{v}", optional: true }\n' : '';
    const entity =
      `  ${name}:\n    key: { partition: "T#{tenantId}", sort: "${name}#{id}" }\n${ROLES[role].replaceAll('NAME', name)}` +
      `    attributes:\n      tenantId: string\n      id: string\n      v: { ${options} }\n${computed}`;
    return { name, kind, modifier, role, entity };
  });
}

function product(sizes: readonly number[]): readonly (readonly number[])[] {
  let rows: readonly (readonly number[])[] = [[]];
  for (const size of sizes) rows = rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, i]));
  return rows;
}

/** Greedily: each new row is made of choices whose pairs were not there yet. */
function pairwise(sizes: readonly number[]): readonly (readonly number[])[] {
  const missing = new Set<string>();
  const id = (i: number, a: number, j: number, b: number): string => `${i}.${a} ${j}.${b}`;
  sizes.forEach((size, i) => {
    for (let j = i + 1; j < sizes.length; j++)
      for (let a = 0; a < size; a++) for (let b = 0; b < (sizes[j] ?? 0); b++) missing.add(id(i, a, j, b));
  });
  const rows: number[][] = [];
  while (missing.size > 0) {
    const [first = ''] = missing;
    const [one = [], other = []] = first.split(' ').map((text) => text.split('.').map(Number));
    const row: number[] = sizes.map(() => -1);
    for (const [i = 0, a = 0] of [one, other]) row[i] = a;
    row.forEach((chosen, i) => {
      if (chosen >= 0) return;
      const gain = (a: number): number =>
        row.filter((b, j) => b >= 0 && missing.has(i < j ? id(i, a, j, b) : id(j, b, i, a))).length;
      const choices = Array.from({ length: sizes[i] ?? 0 }, (_, a) => a);
      row[i] = choices.reduce((best, a) => (gain(a) > gain(best) ? a : best), (rows.length * 7) % (sizes[i] ?? 1));
    });
    for (let i = 0; i < row.length; i++)
      for (let j = i + 1; j < row.length; j++) missing.delete(id(i, row[i] ?? 0, j, row[j] ?? 0));
    rows.push(row);
  }
  return rows;
}

const schemaOf = (entities: string): string => `version: 1
service: matrix
output: { client: client }
scopes: { tenant: { prefix: "T#{tenantId}", principalTag: TenantId } }
tables:
  app:
    partitionKey: pk
    sortKey: sk
    indexes:
      gsi1: { partitionKey: gsi1pk, sortKey: gsi1sk }
      lsi1: { sortKey: lsi1sk }
types:
  Named: { n: { type: bigint, default: "5" }, s: string }
  Other: { o: "string?" }
entities:
  Base:
    key: { partition: "T#{tenantId}", sort: BASE }
    attributes: { tenantId: string, a: "Named?", b: "Other?" }
${entities}roles: { all: { tags: [tenant], grants: { Base: read } } }
`;

const indexed = (partitionKey: string | undefined, sortKey: string) => ({
  ...(partitionKey && { partitionKey }),
  sortKey,
  projection: 'all' as const,
});
const table = useTable({
  ...{ name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type' },
  indexes: { gsi1: indexed('gsi1pk', 'gsi1sk'), lsi1: indexed(undefined, 'lsi1sk') },
});

interface Sent<Result = unknown> {
  send(): Promise<Result>;
}
type Item = { readonly [name: string]: unknown };
interface Accessor {
  get(key: Item): Sent<Item | undefined>;
  create(item: Item): Sent<Item>;
  put(item: Item): Sent<Item>;
  upsert(item: Item): Sent;
  update(key: Item): { [method: string]: (...given: unknown[]) => Sent };
  delete(key: Item): Sent;
  reindex?(key: Item): Sent<readonly unknown[]>;
  by?(partition: Item): { all(): Promise<readonly Item[]> };
}

/** The generated client, as a program of its own. */
async function clientOf(text: string): Promise<{ readonly [property: string]: Accessor }> {
  const { model, diagnostics } = readSchema([{ file: 'schema', text }]);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  const folder = resolve('node_modules/.cache/modifiers');
  mkdirSync(folder, { recursive: true });
  for (const file of clientFiles(model)) put(folder, `client/${file.path}`, file.text);
  const outfile = join(folder, 'client.mjs');
  await build({
    ...{ entryPoints: [join(folder, 'client/index.ts')], outfile, bundle: true, format: 'esm', platform: 'node' },
    alias: { '@tenantry/runtime/codegen-v1': join(ROOT, 'runtime/src/codegen-v1.ts') },
    ...{ external: ['@aws-sdk/*', '@smithy/*'], logLevel: 'error' },
  });
  const module = await import(`${pathToFileURL(outfile).href}?${Date.now()}`);
  return module.createMatrix({ client: new DynamoDBClient(await configOf()), tables: { app: table.name } });
}

/** The engine of the test's table, for an SDK that another module loads. */
const configOf = async () => {
  const { config } = table.client;
  const endpoint = await config.endpoint?.();
  return {
    endpoint: `${endpoint?.protocol}//${endpoint?.hostname}:${endpoint?.port}`,
    region: 'eu-west-1',
    credentials: await config.credentials(),
  };
};

/** Uses one entity in every way; throws where something does not work. */
async function useEntity(accessor: Accessor, { kind, modifier, role }: Combination): Promise<void> {
  const key = { tenantId: 'a', id: 'i' };
  const [first, second] = kind.values;
  const isOwn = /generate|default|compute|after/.test(modifier);
  const isFixed = /readonly|compute|created|updated/.test(modifier);
  const isHidden = modifier.includes('hidden');
  const read = async (): Promise<Item> => {
    const item = await accessor.get(key).send();
    if (item === undefined) throw new Error('There is no item.');
    return item;
  };
  const value = isOwn ? {} : { v: first };
  const made = await accessor.create({ ...key, ...value }).send();
  expect(await read()).toEqual(made);
  if (!isOwn && !isHidden) expect(made.v).toEqual(first);
  if (!isFixed) {
    for (const write of [
      () => accessor.update(key).set?.({ v: second }),
      () => accessor.upsert({ ...key, v: second }),
      () => accessor.put({ ...key, v: second }),
    ]) {
      await accessor
        .update(key)
        .set?.({ v: modifier.startsWith('default') ? (made.v ?? first) : first })
        .send();
      await write()?.send();
      if (!isHidden) expect((await read()).v).toEqual(second);
    }
    await accessor.update(key).setIfNotExists?.({ v: first }).send();
    if (!isHidden) expect((await read()).v).toEqual(second);
  }
  if (!isHidden) await accessor.put(await read()).send();
  await accessor.upsert({ ...key, ...value }).send();
  const last = await read();
  if (modifier.includes('optional') && !isFixed) {
    await accessor.update(key).remove?.('v').send();
    await read();
  } else if (accessor.by && role !== 'padded') {
    const partition = role === 'partition' ? { v: last.v } : role === 'computed' ? { c: last.c } : {};
    if (!isHidden) expect(await accessor.by({ tenantId: 'a', ...partition }).all()).toEqual([last]);
  }
  expect((await accessor.reindex?.(key).send()) ?? []).toEqual([]);
  await accessor.delete(key).send();
}

describe('types × modifiers × roles in keys', () => {
  it('are refused by a diagnostic, or their client works', async () => {
    const all = process.env.ALL === '1';
    const rows = combinations(all);
    const accepted: Combination[] = [];
    const codes = new Map<string, number>();
    for (const row of rows) {
      const { model, diagnostics } = readSchema([{ file: 'schema', text: schemaOf(row.entity) }]);
      if (model === undefined)
        for (const { code } of diagnostics.slice(0, 1)) codes.set(code, (codes.get(code) ?? 0) + 1);
      else accepted.push(row);
    }
    const failures: string[] = [];
    for (let i = 0; i < accepted.length; i += 200) {
      const some = accepted.slice(i, i + 200);
      const client = await clientOf(schemaOf(some.map(({ entity }) => entity).join('')));
      const used = some.map(async (row) => {
        const accessor = client[row.name.toLowerCase()];
        await useEntity(accessor as Accessor, row).catch((error: Error) => {
          failures.push(`${row.entity.replaceAll(/\s+/g, ' ')}: ${error.name} ${error.message}`);
        });
      });
      await Promise.all(used);
    }
    const refused = [...codes].map(([code, n]) => `${n} ${code}`).join(', ');
    console.log(
      `${rows.length} combinations (${all ? 'all' : 'every pair'} of ${KINDS.length} types × ${MODIFIERS.length} modifiers × ${Object.keys(ROLES).length} roles): ` +
        `${accepted.length} clients used in 9 operations each, ${rows.length - accepted.length} refused (${refused}).`,
    );
    expect(failures).toEqual([]);
    expect(accepted.length).toBeGreaterThan(rows.length / 20);
  }, 600_000);
});
