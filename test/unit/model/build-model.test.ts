import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Model } from '../../../generator/src/model/model.js';
import { readTypeText } from '../../../generator/src/model/type-text.js';
import { readSchema } from '../../../generator/src/read-schema.js';

const TOUR = readFileSync(
  fileURLToPath(new URL('../../../schemas/flight-club.tenantry.yaml', import.meta.url)),
  'utf8',
);

function modelOf(text: string): Model {
  const { model, diagnostics } = readSchema([{ file: 'a.yaml', text }]);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return model;
}

describe('the model of the tour', () => {
  const model = modelOf(TOUR);
  const entity = (name: string) => model.entities.find((each) => each.name === name);

  it('has maps in code-unit order and lists as they are', () => {
    expect(model.entities.map(({ name }) => name)).toEqual([
      'Aircraft',
      'Airport',
      'Club',
      'FlightEvent',
      'Member',
      'Reservation',
      'Role',
    ]);
    expect(model.scopes.map(({ name }) => name)).toEqual(['public', 'tenant', 'user']);
    expect(model.collections[0]?.entities).toEqual(['Club', 'Member', 'Role', 'Aircraft']);
    expect(model.environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
  });

  it('has key parameters first, in template order, then the rest by name', () => {
    expect(entity('Reservation')?.attributes.map(({ name }) => name)).toEqual([
      ...['tenantId', 'month', 'startsAt', 'reservationId'],
      ...['aircraftId', 'endsAt', 'note', 'userId'],
    ]);
  });

  it('resolves the scope of each key; a local index has the partition of the table', () => {
    expect(entity('Member')?.accessPatterns.map(({ name, scope }) => [name, scope])).toEqual([
      ['byStatus', 'tenant'],
      ['clubsOfUser', 'user'],
    ]);
    expect(entity('Aircraft')?.accessPatterns).toEqual([
      {
        name: 'byHours',
        index: 'lsi1',
        partition: 'TENANT#{tenantId}',
        sort: 'AIRCRAFT#{status}#{hours:pad(8)}',
        scope: 'tenant',
      },
    ]);
    expect(entity('Airport')?.key.scope).toBe('public');
  });

  it('spells grants out', () => {
    const grants = Object.fromEntries(model.roles.map((role) => [role.name, role.grants]));
    expect(grants.visitor).toEqual([
      { kind: 'entity', entity: 'Airport', actions: ['get', 'query'], accessPatterns: ['primary'] },
    ]);
    expect(grants.operator?.[1]).toMatchObject({ entity: 'Club', actions: ['get', 'query', 'scan'] });
    expect(grants.chief?.find((grant) => grant.kind === 'entity' && grant.entity === 'Member')).toMatchObject({
      actions: ['get', 'query', 'put', 'update', 'delete', 'check'],
      accessPatterns: ['primary', 'byStatus', 'clubsOfUser'],
    });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('is the same for shuffled maps, CRLF, a BOM and flow style', () => {
    const shuffled = fc.array(fc.nat(), { minLength: 8, maxLength: 8 }).map((seeds) => shuffleKeys(parse(TOUR), seeds));
    fc.assert(
      fc.property(shuffled, fc.boolean(), fc.boolean(), (document, crlf, flow) => {
        const text = stringify(document, { collectionStyle: flow ? 'flow' : 'any' });
        const source = crlf ? `\uFEFF${text.replaceAll('\n', '\r\n')}` : text;
        expect(modelOf(source)).toEqual(model);
      }),
      { numRuns: 30 },
    );
  });
});

describe('several files', () => {
  it('give the model of the one that they were cut from', () => {
    const { version, service, output, ...sections } = parse(TOUR) as { [section: string]: unknown };
    const files = Object.entries(sections).map(([name, section]) => ({
      file: `${name}.yaml`,
      text: stringify({ version, [name]: section }),
    }));
    const first = { file: 'service.yaml', text: stringify({ version, service, output }) };
    for (const sources of [
      [first, ...files],
      [...files.reverse(), first],
    ]) {
      expect(readSchema(sources)).toEqual({ model: modelOf(TOUR), diagnostics: [] });
    }
  });

  it('are none without a single one', () => {
    expect(readSchema([]).diagnostics).toMatchObject([{ code: 'schema.empty', severity: 'error' }]);
  });
});

/** The same maps with their keys in another order. */
function shuffleKeys(value: unknown, seeds: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, seeds));
  if (typeof value !== 'object' || value === null) return value;
  const weight = (key: string): number =>
    [...key].reduce((sum, c, i) => sum * 31 + c.charCodeAt(0) * ((seeds[i % seeds.length] ?? 0) + 1), 7) % 1009;
  const entries = Object.entries(value).sort(([a], [b]) => weight(a) - weight(b));
  return Object.fromEntries(entries.map(([key, item]) => [key, shuffleKeys(item, seeds)]));
}

describe('readTypeText', () => {
  const read = (text: string) => readTypeText(text, (name) => name === 'Address');

  it.each([
    ['string', { type: { kind: 'string' }, optional: false }],
    ['string?', { type: { kind: 'string' }, optional: true }],
    ['string[]', { type: { kind: 'list', items: { kind: 'string' } }, optional: false }],
    ['set<binary>?', { type: { kind: 'set', items: 'binary' }, optional: true }],
    ['Address[]', { type: { kind: 'list', items: { kind: 'reference', name: 'Address' } }, optional: false }],
    [
      'record<Address[]>',
      {
        type: { kind: 'record', values: { kind: 'list', items: { kind: 'reference', name: 'Address' } } },
        optional: false,
      },
    ],
    ['datetime', { type: { kind: 'datetime', store: 'iso' }, optional: false }],
  ] as const)('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['strng', 'strng', 0],
    ['record<Addres>', 'Addres', 7],
    ['set<date>', 'date', 4],
    ['string??', 'string?', 0],
    ['', '', 0],
    ['[]', '', 0],
  ])('%j names %j', (text, unknown, offset) => {
    expect(read(text)).toEqual({ unknown, offset });
  });

  it('does not follow lists of lists without end', () => {
    expect(read(`string${'[]'.repeat(100_000)}`)).toHaveProperty('unknown');
  });
});
