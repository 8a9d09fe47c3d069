import { inspect } from 'node:util';
import {
  and,
  batchGet,
  batchWrite,
  not,
  or,
  type SessionLike,
  TenantryError,
  transactGet,
  transactWrite,
  withChildren,
} from '@tenantry/runtime';
import { recordingClient } from '@tenantry/runtime/testing';
import { describe, expect, it } from 'vitest';
import * as flying from '../../../generated-example/client/index.js';
import { createEveryType } from '../../cases/every-type/expected/client/index.js';
import * as invoices from '../../cases/invoice-manager/expected/client/index.js';

// Every public method of every request, with arguments that no type allows: a typed error, or a request that goes well.
// biome-ignore lint/suspicious/noExplicitAny: what callers without types pass
type Loose = any;

class Strange {
  readonly a = 1;
}

const WRONG: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 1.5, Number.NaN, 5n, '', 'x', Symbol('s'), new Date(Number.NaN), /x/],
  ...[[], [null], ['x'], {}, { a: 1 }, { S: 'x' }, { tenantId: { S: 'x' } }, { tenantId: null }, Object.create(null)],
  ...[new Map(), new Set([1]), new Strange(), new Uint8Array(1), Promise.resolve(1)],
  ...[
    () => undefined,
    () => null,
    () => 5,
    () => ({}),
    () => ({ node: 5 }),
    (m: Loose) => m,
    (m: Loose) => m.nope.eq(1),
  ],
];

const client = recordingClient();
const session: SessionLike = { scope: { tenantId: 'acme', userId: 'jane' }, client: () => client };
const club: Loose = flying.createFlightClub({ client, tables: { app: 'app' } });
const bound: Loose = (club as Loose).forSession(session);
const things: Loose = createEveryType({ client, tables: { app: 'app' } }).thing;

const member = { tenantId: 'acme', userId: 'jane' };
const input = { ...member, email: 'j@x.org', name: 'J', roleId: 'r', joinedAt: new Date(0) };

/** Objects with public methods, by how they are made. */
const SUBJECTS: { readonly [name: string]: () => Loose } = {
  accessor: () => club.member,
  'bound accessor': () => bound.member,
  'accessor of another table form': () => things,
  key: () => flying.memberKey,
  'index key': () => flying.memberByStatusKey,
  get: () => club.member.get(member),
  create: () => club.member.create(input),
  put: () => club.member.put(input),
  update: () => club.member.update(member),
  upsert: () => club.member.upsert(input),
  delete: () => club.member.delete(member),
  check: () => club.member.check(member),
  query: () => club.member.query({ tenantId: 'acme' }),
  index: () => club.member.byStatus({ tenantId: 'acme', status: 'active' }),
  'keys-only index': () => club.member.clubsOfUser({ userId: 'jane' }),
  collection: () => club.clubDirectory({ tenantId: 'acme' }),
  scan: () => club.club.scan(),
  batchGet: () => batchGet(club.member.get(member)),
  batchWrite: () => batchWrite(club.club.delete({ tenantId: 'acme' })),
  transactGet: () => transactGet(club.member.get(member)),
  transactWrite: () => transactWrite(club.member.check(member)),
  withChildren: () => withChildren(club.member.query({ tenantId: 'acme' }), {}),
  bucket: () => flying.documentsBucket,
  'keys of a bucket': () => flying.documentsBucket.of({ tenantId: 'acme' }),
  client: () => club,
  'bound client': () => bound,
};

/** Functions of the package and of the generated client. */
const FUNCTIONS: { readonly [name: string]: (...args: Loose[]) => unknown } = {
  ...{ and, or, not, batchGet, batchWrite, transactGet, transactWrite },
  withChildren: withChildren as Loose,
  'withChildren of a query': (children) => withChildren(club.member.query({ tenantId: 'acme' }), children),
  decodeStreamRecord: flying.decodeStreamRecord as Loose,
  'decodeStreamRecord of Keys': (Keys) =>
    flying.decodeStreamRecord({ eventName: 'INSERT', dynamodb: { Keys } } as Loose),
  'decodeStreamRecord of NewImage': (NewImage) =>
    flying.decodeStreamRecord({
      ...{ eventName: 'INSERT', eventID: '1' },
      dynamodb: { Keys: { pk: { S: 'TENANT#acme' }, sk: { S: 'USER#jane' } }, NewImage },
    } as Loose),
  createFlightClub: flying.createFlightClub as Loose,
  'tables of createFlightClub': (tables) => flying.createFlightClub({ client, tables }).member.get(member).send(),
  'client of createFlightClub': (own) =>
    flying
      .createFlightClub({ client: own, tables: { app: 'app' } })
      .member.get(member)
      .send(),
  'onRequest of createFlightClub': (onRequest) =>
    flying
      .createFlightClub({ client, tables: { app: 'app' }, onRequest })
      .member.get(member)
      .send(),
  'guards of forSession': (guards) =>
    club
      .forSession(session, guards)
      .member.create({ ...input })
      .send(),
  'invoices.createInvoices': Object.values(invoices).find((each) => typeof each === 'function') as Loose,
};

const methodsOf = (subject: object): readonly string[] => {
  const names = new Set<string>();
  for (let at: object | null = subject; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  return [...names].filter((name) => name !== 'constructor' && typeof (subject as Loose)[name] === 'function');
};

/** Sends what a method gave: a wrong argument may only be noticed then. */
async function finish(made: Loose): Promise<void> {
  if (made === null || typeof made !== 'object') return;
  for (const name of ['params', 'send', 'all', 'count']) if (typeof made[name] === 'function') await made[name]();
}

/** The failure of a call, where it is no error of this package. */
async function strayOf(call: () => unknown): Promise<unknown> {
  try {
    await finish(await call());
    return undefined;
  } catch (error) {
    if (!(error instanceof TenantryError)) return error;
    return error.message.length > 10 && !/\[object/.test(error.message) ? undefined : error;
  }
}

async function straysOf(what: string, call: (...args: unknown[]) => unknown): Promise<string[]> {
  const strays: string[] = [];
  for (const wrong of WRONG)
    for (const args of [[wrong], [wrong, wrong], [() => 5, wrong], [(m: Loose) => m.name, wrong]]) {
      const stray = await strayOf(() => call(...args));
      if (stray !== undefined) strays.push(`${what}(${args.map((arg) => inspect(arg)).join(', ')}): ${stray}`);
    }
  const stray = await strayOf(() => call());
  return stray === undefined ? strays : [...strays, `${what}(): ${stray}`];
}

describe.each(Object.keys(SUBJECTS))('wrong arguments of the methods of %s', (name) => {
  it('get a typed error', async () => {
    const subject = (SUBJECTS[name] as () => Loose)();
    const strays: string[] = [];
    for (const method of methodsOf(subject))
      strays.push(...(await straysOf(`${name}.${method}`, (...args) => subject[method](...args))));
    expect(strays).toEqual([]);
  });
});

describe('wrong arguments', () => {
  it.each(Object.keys(FUNCTIONS))('of %s get a typed error', async (name) => {
    expect(await straysOf(name, FUNCTIONS[name] as () => unknown)).toEqual([]);
  });

  it('of conditions get a typed error, on an attribute of each type', async () => {
    const strays: string[] = [];
    const names: string[] = [];
    things.query({ tenantId: 'acme' }).filter((m: Loose) => {
      names.push(...Object.keys(m));
      return m.flag.eq(true);
    });
    for (const attribute of names) {
      const methods: string[] = [];
      things.query({ tenantId: 'acme' }).filter((m: Loose) => {
        methods.push(...methodsOf(m[attribute]));
        return m.flag.eq(true);
      });
      for (const method of methods)
        for (const wrong of WRONG)
          for (const args of [[], [wrong], [wrong, wrong]]) {
            const call = () => things.query({ tenantId: 'acme' }).filter((m: Loose) => m[attribute][method](...args));
            const stray = await strayOf(call);
            if (stray !== undefined)
              strays.push(`${attribute}.${method}(${args.map((arg) => inspect(arg)).join(', ')}): ${stray}`);
          }
    }
    expect(strays).toEqual([]);
  });

  it('of a value of each type get a typed error', async () => {
    const strays: string[] = [];
    const key = { tenantId: 'acme', code: 'a', no: 1 };
    const names: string[] = [];
    things.query({ tenantId: 'acme' }).filter((m: Loose) => {
      names.push(...Object.keys(m));
      return m.flag.eq(true);
    });
    const methods = ['set', 'setIfNotExists', 'add', 'subtract', 'append', 'prepend', 'addToSet', 'deleteFromSet'];
    for (const attribute of names)
      for (const wrong of WRONG) {
        const calls: { [call: string]: () => unknown } = {
          create: () => things.create({ ...key, [attribute]: wrong }),
          upsert: () => things.upsert({ ...key, [attribute]: wrong }),
          get: () => things.get({ ...key, [attribute]: wrong }),
          byDay: () => things.byDay({ tenantId: 'acme', day: '2026-01-01', [attribute]: wrong }),
          ge: () => things.query({ tenantId: 'acme' }).ge({ [attribute]: wrong }),
          beginsWith: () => things.query({ tenantId: 'acme' }).beginsWith({ [attribute]: wrong }),
        };
        for (const method of methods) calls[method] = () => things.update(key)[method]({ [attribute]: wrong });
        for (const [call, run] of Object.entries(calls)) {
          const stray = await strayOf(run);
          if (stray !== undefined) strays.push(`${call} ${attribute} ${inspect(wrong)}: ${stray}`);
        }
      }
    expect(strays).toEqual([]);
  });

  it('say the subject, the problem and the remedy', () => {
    const query = club.member.query({ tenantId: 'acme' });
    expect(() => query.filter(() => undefined)).toThrow(
      'Member: the function of where() and filter() requires a condition such as m.name.eq("Jane"); got nothing.',
    );
    expect(() => query.select(5)).toThrow('Member: select() requires names of attributes; got a value of type number.');
    expect(() => club.member.get(null)).toThrow('Member get requires an object of parameters or attributes; got null.');
    expect(() => club.member.get({ ...member, userId: 5 })).toThrow('userId is a value of type number, not a string');
    expect(() => flying.memberKey.parse({ pk: { S: 'TENANT#acme' }, sk: { S: 'USER#jane' } } as Loose)).toThrow(
      'Member key: pk is a value of type object, not a string',
    );
  });
});
