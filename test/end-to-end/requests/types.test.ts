import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ValidationFailed } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  appTable,
  createEveryType,
  type EveryType,
  type Thing,
  type ThingInput,
  thingByDayKey,
  thingKey,
} from '../../cases/every-type/expected/client/index.js';
import { useTable } from '../../support/table.js';

const table = useTable(appTable, 'test/cases/every-type/schema.tenantry.yaml');
const required = { tenantId: 'acme', code: 'Ab1', no: 7, text: 'x', big: 12n, names: ['n'] };
const at = '2026-06-01T09:30:00.000Z';
const input: ThingInput = {
  ...{ ...required, at: '2026-06-01T11:30:00+02:00', email: 'a@b.example', uri: 'https://example.com/x' },
  ...{ number: 0.1, price: '19.90', flag: false, bytes: new Uint8Array([0, 255]), seconds: new Date(at), millis: at },
  ...{ birthday: '2000-02-29', dayNumber: '2026-06-01', state: "it's", texts: ['b', 'a', 'b'], numbers: [1, 0.5] },
  blobs: [new Uint8Array([1]), new Uint8Array([2])],
  address: { street: 'Main 1', city: 'Bern', since: '2020-01-01' },
  inline: { a: 1, b: [{ c: 'c' }, {}] },
  counts: { 'a.b': 1, '': 2 },
  json: { list: [null, 1.5, true, 'x', {}], text: '' },
  payment: { way: 'transfer', iban: 'CH93', from: new Date(at) },
  ...{ secret: 'abc', old: '' },
};
const read = {
  ...{
    ...input,
    at,
    day: '2026-06-01',
    price: '19.9',
    seconds: at,
    texts: new Set(['a', 'b']),
    numbers: new Set([1, 0.5]),
  },
  blobs: new Set([new Uint8Array([1]), new Uint8Array([2])]),
  address: { street: 'Main 1', city: 'Bern', since: '2020-01-01', zone: 'CET' },
  payment: { way: 'transfer', iban: 'CH93', from: at },
};
const key = { tenantId: 'acme', code: 'Ab1', no: 7 };
let things: EveryType['thing'];
let made: Thing;
let seen: Thing | undefined;

beforeAll(async () => {
  things = createEveryType({ client: table.client, tables: { app: table.name } }).thing;
  made = await things.create(input).send();
  seen = await things.get(key).send();
});

const problemsOf = (extra: object): readonly string[] => {
  try {
    things.create({ ...required, at, ...extra } as ThingInput);
    return [];
  } catch (error) {
    return (error as ValidationFailed).problems.map(({ path, message }) => `${path} ${message}`);
  }
};

describe('a value of each type', () => {
  it('comes back as it was written, and as the write said', () => {
    expect(seen).toEqual(made);
    expect(seen).toMatchObject(read);
  });

  it('is stored as DynamoDB has it', async () => {
    const Key = Object.fromEntries(Object.entries(thingKey.build(key)).map(([name, S]) => [name, { S }]));
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    expect(Item).toMatchObject({
      ...{ pk: { S: 'TENANT#acme' }, sk: { S: 'THING#ab1#000007' }, _type: { S: 'Thing' }, cd: { S: 'Ab1' } },
      ...{ big: { N: '12' }, price: { N: '19.9' }, at: { S: at }, flag: { BOOL: false } },
      ...{ seconds: { N: '1780306200' }, millis: { N: '1780306200000' }, dayNumber: { N: '1780272000' } },
      ...{ birthday: { S: '2000-02-29' }, bytes: { B: new Uint8Array([0, 255]) } },
      ...{ blobs: { BS: [new Uint8Array([1]), new Uint8Array([2])] }, gsi1pk: { S: 'TENANT#acme#DAY#2026-06-01' } },
      gsi1sk: { S: `${at}#00000000000000000012` },
      address: { M: { street: { S: 'Main 1' }, c: { S: 'Bern' }, since: { S: '2020-01-01' }, zone: { S: 'CET' } } },
      inline: { M: { a: { N: '1' }, b: { L: [{ M: { c: { S: 'c' } } }, { M: {} }] } } },
      payment: { M: { way: { S: 'transfer' }, iban: { S: 'CH93' }, from: { S: at } } },
      json: { M: { list: { L: [{ NULL: true }, { N: '1.5' }, { BOOL: true }, { S: 'x' }, { M: {} }] } } },
    });
    expect(Item).not.toHaveProperty('code');
  });

  it('is generated, or has its default', async () => {
    const before = Date.now();
    const bare = await things.create({ ...required, no: 8, at: new Date(at) }).send();
    expect(bare).toMatchObject({ flag: true, state: 'new', day: '2026-06-01' });
    expect(bare.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(bare.ulid).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(Date.parse(bare.created)).toBeGreaterThanOrEqual(before);
    expect(bare.updated).toBe(bare.created);
    expect(bare.expiresAt - Math.floor(before / 1000)).toBeGreaterThanOrEqual(90 * 86_400);
    expect(bare.expiresAt - Math.floor(before / 1000)).toBeLessThanOrEqual(90 * 86_400 + 60);
    expect(Object.keys(bare).sort()).toEqual(
      ['at', 'big', 'code', 'created', 'day', 'expiresAt', 'flag', 'names', 'no', 'state', 'tenantId', 'text']
        .concat('ulid', 'updated', 'uuid')
        .sort(),
    );
  });

  it('stands in conditions', async () => {
    const one = things.query({ tenantId: 'acme' }).filter((t) => t.no.eq(7));
    const holds = await one
      .filter((t) => t.price.eq('19.900'))
      .filter((t) => t.big.between(11n, 12n))
      .filter((t) => t.seconds.le(new Date(at)))
      .filter((t) => t.millis.eq('2026-06-01T11:30:00+02:00'))
      .filter((t) => t.dayNumber.gt('2026-05-31'))
      .filter((t) => t.bytes.beginsWith(new Uint8Array([0])))
      .filter((t) => t.blobs.contains(new Uint8Array([2])))
      .filter((t) => t.numbers.eq([0.5, 1]))
      .filter((t) => t.payment.way.eq('transfer'))
      .filter((t) => t.payment.from.eq(at))
      .filter((t) => t.address.city.eq('Bern'))
      .filter((t) => t.counts.at('a.b').ge(1))
      .filter((t) => t.inline.b.at(0).c.size().eq(1))
      .filter((t) => t.json.at('list').at(1).lt(2))
      .filter((t, { or, not }) => or(t.state.in('new'), not(t.flag.eq(true))))
      .all();
    expect(holds).toHaveLength(1);
  });

  it('is changed in place', async () => {
    const changing = { ...key, no: 9 };
    await things.create({ ...input, no: 9, ulid: 'a' }).send();
    const changed = await things
      .update(changing)
      .set({ payment: { way: 'card', number: '4', valid: '2027-01-01' }, price: '0.00', old: 'o' })
      .set((t) => t.address.city, 'Biel')
      .set((t) => t.counts.at('new one'), 3)
      .add((t) => t.counts.at('a.b'), 2)
      .add({ big: 1n })
      .deleteFromSet({ blobs: [new Uint8Array([1])], texts: ['a', 'b'] })
      .append({ names: ['m'] })
      .prepend((t) => t.inline.b, [{ c: 'first' }])
      .remove('secret', (t) => t.json.at('list').at(0))
      .returning('new')
      .send();
    expect(changed).toMatchObject({
      payment: { way: 'card', number: '4', valid: '2027-01-01' },
      ...{ price: '0', big: 13n, names: ['n', 'm'], blobs: new Set([new Uint8Array([2])]) },
      address: { city: 'Biel', street: 'Main 1' },
      counts: { 'a.b': 3, '': 2, 'new one': 3 },
      inline: { a: 1, b: [{ c: 'first' }, { c: 'c' }, {}] },
      json: { list: [1.5, true, 'x', {}] },
    });
    expect(changed).not.toHaveProperty('secret');
    expect(changed).not.toHaveProperty('texts');
    const [found] = await things.byDay({ tenantId: 'acme', day: '2026-06-01' }).ge({ at, big: 13n }).all();
    expect(found?.no).toBe(9);
  });

  it('is returned whole where a place inside of it changes', async () => {
    const inside = things
      .update({ ...key, no: 10 })
      .set((t) => t.address.city, 'Chur')
      .set({ at: '2026-07-01T00:00:00.000Z', big: 1n });
    await things.create({ ...input, no: 10 }).send();
    // Of a nested change UPDATED_NEW holds the place alone, of which no address could be made.
    expect(inside.returning('updated-new').params().ReturnValues).toBe('ALL_NEW');
    expect(inside.returning('updated-old').params().ReturnValues).toBe('ALL_OLD');
    expect(things.update(key).set({ text: 'x' }).returning('updated-new').params().ReturnValues).toBe('UPDATED_NEW');
    expect(await inside.returning('updated-old').send()).toMatchObject({ address: read.address, day: '2026-06-01' });
    const changed = await inside.returning('updated-new').send();
    expect(changed).toEqual({
      ...{ at: '2026-07-01T00:00:00.000Z', day: '2026-07-01', big: 1n },
      ...{ address: { ...read.address, city: 'Chur' }, updated: changed.updated },
    });
  });

  it('is a part of keys that are parsed back', () => {
    const keys = thingByDayKey.build({ tenantId: 'acme', at, big: 12n });
    expect(thingByDayKey.parse(keys)).toEqual({ tenantId: 'acme', at, big: 12n, day: '2026-06-01' });
    // A key that is lowered holds no capitals.
    expect(thingKey.parse(thingKey.build(key))).toEqual({ ...key, code: 'ab1' });
  });
});

describe('a value of another kind', () => {
  it.each<[string, object, RegExp]>([
    ['a short text', { text: '' }, /^text is shorter than 1 character/],
    ['a long text', { text: 'x'.repeat(21) }, /^text is longer than 20 characters/],
    ['no e-mail address', { email: 'a' }, /^email is not a valid email/],
    ['no URI', { uri: 'a b' }, /^uri is not a valid uri/],
    ['out of range', { number: 2 }, /^number is greater than 1/],
    ['no integer', { no: 1.5 }, /^no /],
    ['a number for a bigint', { big: 1 }, /^big is a value of type number/],
    ['no decimal', { price: '1,5' }, /^price /],
    ['too many digits', { price: '1'.repeat(39) }, /^price /],
    ['no state', { state: 'gone' }, /^state is none of/],
    ['no date', { birthday: '2001-02-29' }, /^birthday /],
    ['no instant', { at: 'today' }, /^at /],
    ['an instant without an offset', { millis: '2026-06-01T09:30:00' }, /^millis /],
    ['milliseconds in whole seconds', { seconds: '2026-06-01T09:30:00.500Z' }, /^seconds /],
    ['an empty set', { texts: [] }, /^texts is an empty set/],
    ['an unknown variant', { payment: { way: 'cash' } }, /^payment\.way is none of card, transfer/],
    [
      'a field of another variant',
      { payment: { way: 'card', iban: 'x', number: '1', valid: '2027-01-01' } },
      /iban is not a field/,
    ],
    ['a missing field', { address: { street: 'x' } }, /^address\.city is missing/],
    ['undefined in a list', { names: ['a', undefined] }, /^names\[1\] /],
    ['null', { text: null }, /^text is null/],
    ['no JSON', { json: { a: undefined } }, /^json\.a is not a JSON value/],
    ['a computed attribute that contradicts', { day: '2026-06-02' }, /^day contradicts/],
  ])('is refused: %s', (_, extra, expected) => {
    expect(problemsOf(extra).join('\n')).toMatch(expected);
  });

  it('is told all at once, and without its value where it is sensitive', () => {
    const problems = problemsOf({
      secret: 'N0T-LOWER',
      payment: { way: 'card', number: 123456, valid: 'x' },
      text: '',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      ['payment.number', 'payment.valid', 'secret', 'text'].sort(),
    );
    expect(problems.join()).not.toMatch(/N0T-LOWER|123456/);
  });
});
