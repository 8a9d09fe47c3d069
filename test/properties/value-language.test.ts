import { keyTemplate } from '@tenantry/runtime';
import { type EntityDefinition, type KeyCodec, primaryKey, withComputed } from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyParametersOf } from '../../generator/src/keys/scope-parameters.js';
import { partLanguage, templateLanguage } from '../../generator/src/keys/template-language.js';
import { accepts } from '../../generator/src/language/accepts.js';
import type { Entity } from '../../generator/src/model/entity.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { entityDefinition } from '../../sandbox/src/seed/entity-definition.js';

// RUNS=20000 looks longer; the default takes about five seconds.
const numRuns = Number(process.env.RUNS ?? 80);

interface Limits {
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
}

interface Compiled {
  readonly entity: Entity;
  readonly codec: KeyCodec<{ readonly [name: string]: unknown }, 'pk' | 'sk'>;
  readonly parameters: ReturnType<typeof keyParametersOf>;
}

/** An entity of a schema as validation and as the runtime see it; undefined where the schema is refused. */
function compiled(sort: string, attributes: { readonly [name: string]: object | string }): Compiled | undefined {
  const schema = {
    version: 1,
    service: 'demo',
    output: { client: 'c' },
    scopes: { tenant: { prefix: 'TENANT#{tenantId}', principalTag: 'TenantId' } },
    tables: { app: { partitionKey: 'pk', sortKey: 'sk' } },
    entities: { Note: { key: { partition: 'TENANT#{tenantId}', sort }, attributes } },
  };
  const { model, diagnostics } = readSchema([{ file: 's.tenantry.yaml', text: JSON.stringify(schema) }]);
  const [entity] = model?.entities ?? [];
  if (model === undefined || entity === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return undefined;
  const definition: EntityDefinition = { ...entityDefinition(model, entity, false), withComputed };
  return { entity, codec: primaryKey(definition), parameters: keyParametersOf(model, entity) };
}

function built({ codec }: Compiled, values: { readonly [name: string]: unknown }): string | undefined {
  try {
    return codec.build({ tenantId: 't', ...values }).sk;
  } catch {
    return undefined;
  }
}

const PATTERNS = ['^[A-Z]{2}$', '^a', 'b$', '^(?:ab?|[0-9]+)$', '^[^-]*$', '^\\S+$', '^.{2,3}$', '^[\\w.-]{1,4}$'];
const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const UUID = '6f9619ff-8b86-4011-b42d-00cf4fc964ff';

const limits: fc.Arbitrary<Limits> = fc.oneof(
  fc.constant({}),
  fc.constantFrom('email', 'uuid', 'ulid', 'uri').map((format) => ({ format })),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ pattern })),
  fc.record({ minLength: fc.integer({ min: 1, max: 4 }), maxLength: fc.constantFrom(4, 5, 26, 130) }),
  fc
    .tuple(fc.constantFrom('uuid', 'ulid'), fc.constantFrom('^[^-]*$', '^[0-9A]', '4$'))
    .map(([format, pattern]) => ({ format, pattern })),
  fc
    .tuple(fc.constantFrom(...PATTERNS), fc.constantFrom(1, 2, 3, 26))
    .map(([pattern, maxLength]) => ({ pattern, maxLength })),
  fc.constant({ enum: ['on', 'Off', 'a-b', 'a#b'] }),
);

const piece = fc.constantFrom(...'abAB01-_.#@ é😀\n', 'ab', 'on', '12', '\0', '\u{10FFFF}');
const texts = fc.oneof(
  fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
  fc.constantFrom(
    'on',
    'Off',
    'a-b',
    'a#b',
    'a@b.c',
    'a@b.c.d',
    'a@b..c',
    'a:b',
    'A+:b',
    'x'.repeat(128),
    'x'.repeat(129),
  ),
  fc.constantFrom(ULID, `8${ULID.slice(1)}`, ULID.toLowerCase(), UUID, UUID.toUpperCase(), `${UUID}0`, UUID.slice(1)),
);

const many = fc.array(texts, { minLength: 12, maxLength: 12 });

const typeOf = ({ enum: values, ...others }: Limits): object =>
  values === undefined ? { type: 'string', ...others } : { enum: values };

describe('the language of a value', () => {
  it('is what the runtime lets into a key, for every limit of an attribute', () => {
    let [inside, outside] = [0, 0];
    fc.assert(
      fc.property(limits, fc.constantFrom('N#{p}', 'N#{p}-x', '{p}.', 'N#{p}#{p}'), many, (given, sort, all) => {
        const note = compiled(sort, { tenantId: 'string', p: typeOf(given) });
        if (note === undefined) return;
        const template = keyTemplate(sort);
        const [parameter] = template.parameters;
        if (parameter === undefined) return;
        for (const text of all) {
          const isIn = accepts(partLanguage(template, parameter, note.parameters), text);
          const key = built(note, { p: text });
          if (isIn) inside += 1;
          else outside += 1;
          expect([given, sort, text, isIn]).toEqual([given, sort, text, key !== undefined]);
          if (key !== undefined) expect(accepts(templateLanguage(template, note.parameters), key)).toBe(true);
        }
      }),
      { numRuns, seed: 7 },
    );
    expect(Math.min(inside, outside)).toBeGreaterThan(numRuns / 10);
  });

  it('is the same for the parameter of a scope, whose limits go with the characters of a tag', () => {
    let [inside, outside] = [0, 0];
    fc.assert(
      fc.property(limits, many, (given, all) => {
        const note = compiled('N', { tenantId: typeOf(given) });
        if (note === undefined) return;
        const template = keyTemplate('TENANT#{tenantId}');
        const [parameter] = template.parameters;
        if (parameter === undefined) return;
        for (const text of all) {
          const isIn = accepts(partLanguage(template, parameter, note.parameters), text);
          if (isIn) inside += 1;
          else outside += 1;
          expect([given, text, isIn]).toEqual([given, text, built(note, { tenantId: text }) !== undefined]);
        }
      }),
      { numRuns, seed: 7 },
    );
    expect(Math.min(inside, outside)).toBeGreaterThan(numRuns / 20);
  });

  it('of a computed attribute is what its parts can make, also where it is given itself', () => {
    let given = 0;
    fc.assert(
      fc.property(limits, fc.constantFrom('-', '.', '#', '--'), many, many, (type, between, firsts, seconds) => {
        const label = { type: 'string', compute: `{first}${between}{second}` };
        const note = compiled('N/{label}', { tenantId: 'string', first: typeOf(type), second: 'string', label });
        if (note === undefined) return;
        const template = keyTemplate('N/{label}');
        firsts.forEach((first, i) => {
          const second = seconds[i] ?? '';
          const text = first + between + second;
          const made = built(note, { first, second });
          const key = built(note, { label: text });
          if (key !== undefined) given += 1;
          expect([type, text, accepts(templateLanguage(template, note.parameters), `N/${text}`)]).toEqual([
            type,
            text,
            key !== undefined,
          ]);
          if (made !== undefined) expect(key).toBe(made);
        });
      }),
      { numRuns, seed: 7 },
    );
    expect(given).toBeGreaterThan(numRuns / 20);
  });
});

describe('the keys of distinct parameters', () => {
  const short = fc
    .array(fc.constantFrom('a', 'b', '-', '.', '#'), { minLength: 1, maxLength: 3 })
    .map((all) => all.join(''));
  const sorts = ['N#{x}-{y}', '{x}.{y}', 'N#{label}', '{x}#{label}', 'N-{label}-{z}'];
  const computes = ['{x}-{y}', '{x}{between}', 'L{x}.{y}'].map((text) => text.replace('{between}', '#{y}'));

  it('are distinct, with computed attributes and without', () => {
    let compared = 0;
    const sets = fc.array(fc.record({ x: short, y: short, z: short }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...sorts), fc.constantFrom(...computes), sets, (sort, compute, all) => {
        const attributes = {
          tenantId: 'string',
          x: 'string',
          y: 'string',
          z: 'string',
          label: { type: 'string', compute },
        };
        const note = compiled(sort, attributes);
        if (note === undefined) return;
        const names = sort.includes('{z}') ? (['x', 'y', 'z'] as const) : (['x', 'y'] as const);
        const known = new Map<string, string>();
        for (const each of all) {
          const key = built(note, each);
          if (key === undefined) continue;
          compared += 1;
          const parameters = names.map((name) => each[name]).join(' ');
          expect([sort, compute, key, known.get(key) ?? parameters]).toEqual([sort, compute, key, parameters]);
          known.set(key, parameters);
        }
      }),
      { numRuns, seed: 7 },
    );
    expect(compared).toBeGreaterThan(numRuns / 20);
  });
});
