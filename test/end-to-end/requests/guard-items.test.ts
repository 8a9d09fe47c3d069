import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { UniqueViolation, ValidationFailed } from '@tenantry/runtime';
import {
  createAccessor,
  createService,
  type EntityDefinition,
  sideWrites,
  transactWrite,
} from '@tenantry/runtime/codegen-v1';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSchema } from '../../../generator/src/read-schema.js';
import { entityDefinition } from '../../../sandbox/src/seed/entity-definition.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

// Ids are all of the sort key, so they could name guard items. With a type attribute and without.
const schema = (marker: string | false) => ({
  version: 1,
  service: 'demo',
  output: { client: 'c' },
  scopes: { tenant: { prefix: 'TENANT#{tenantId}', principalTag: 'TenantId' } },
  tables: { app: { partitionKey: 'pk', sortKey: 'sk', marker } },
  entities: {
    User: {
      key: { partition: 'TENANT#{tenantId}', sort: '{userId}' },
      unique: [['email']],
      attributes: { tenantId: 'string', userId: 'string', email: 'string?', name: 'string?' },
    },
  },
});

interface Request {
  send(): Promise<unknown>;
}
interface Update extends Request {
  set(values: object): Update;
  remove(pick: (user: { readonly [name: string]: never }) => unknown): Update;
}
interface Users {
  create(user: object): Request;
  put(user: object): Request;
  get(key: object): Request;
  update(key: object): Update;
  upsert(key: object): Update;
  delete(key: object): Request;
  check(key: object): Request;
}

const ADVERSARIAL = '_unique#User#email#bob@x';

describeTransactions.each(['_type', false] as const)('guard items of a table with the type attribute %s', (marker) => {
  const table = useTable({ name: 'app', partitionKey: 'pk', sortKey: 'sk', indexes: {}, ...(marker && { marker }) });
  let users: Users;
  let tenant = 0;
  const key = (userId: string) => ({ tenantId: `t${tenant}`, userId });
  const user = (userId: string, email?: string) => ({ ...key(userId), ...(email && { email }) });
  const raw = async (sk: string) => {
    const Key = { pk: { S: `TENANT#t${tenant}` }, sk: { S: sk } };
    return (await table.client.send(new GetItemCommand({ TableName: table.name, Key }))).Item;
  };
  /** An item as another program, or an earlier schema without \`unique\`, has left it. */
  const plant = (sk: string, attributes: { readonly [name: string]: string }) => {
    const all = {
      pk: `TENANT#t${tenant}`,
      sk,
      ...(marker && { [marker]: 'User' }),
      tenantId: `t${tenant}`,
      ...attributes,
    };
    const Item = Object.fromEntries(Object.entries(all).map(([name, S]) => [name, { S }]));
    return table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  };

  beforeAll(() => {
    const { model } = readSchema([{ file: 's.tenantry.yaml', text: JSON.stringify(schema(marker)) }]);
    const [entity] = model?.entities ?? [];
    if (model === undefined || entity === undefined) throw new Error('The schema is refused.');
    const definition: EntityDefinition = entityDefinition(model, entity, true);
    users = createAccessor<Users>(
      createService({ client: table.client, tables: { app: table.name } }),
      definition,
      sideWrites,
    );
  });

  it('cannot be named by an id, in any request', async () => {
    tenant += 1;
    await users.create(user('bob', 'bob@x')).send();
    const requests: readonly (() => Request)[] = [
      () => users.delete(key(ADVERSARIAL)),
      () => users.create(user(ADVERSARIAL)),
      () => users.put(user(ADVERSARIAL, 'eve@x')),
      () => users.update(key(ADVERSARIAL)).set({ name: 'eve' }),
      () => users.upsert(key(ADVERSARIAL)).set({ name: 'eve' }),
      () => users.get(key(ADVERSARIAL)),
      () => users.check(key(ADVERSARIAL)),
      () => transactWrite(users.delete(key(ADVERSARIAL)) as never, users.create(user('eve')) as never),
    ];
    for (const request of requests) {
      const sent = (async () => request().send())();
      await expect(sent).rejects.toThrow(ValidationFailed);
      await expect(sent).rejects.toThrow(/userId begins the sort key .* with "_unique#"/);
    }
    await expect(users.create(user('second', 'bob@x')).send()).rejects.toThrow(UniqueViolation);
    await users.create(user('_unique', 'a@x')).send();
    await users.create(user('_uniquely#User', 'b@x')).send();
  });

  it('are not blocked by an item that has the key of one from before', async () => {
    tenant += 1;
    await plant(ADVERSARIAL, { userId: ADVERSARIAL });
    await users.create(user('bob', 'bob@x')).send();
    expect(await raw(ADVERSARIAL)).toHaveProperty('_of');
    await expect(users.create(user('second', 'bob@x')).send()).rejects.toThrow(UniqueViolation);
    await users.delete(key('bob')).send();
    expect(await raw(ADVERSARIAL)).toBeUndefined();
  });

  it('do not stand in the way of items that had one value before it was unique', async () => {
    tenant += 1;
    await plant('a', { userId: 'a', email: 'x@x' });
    await plant('b', { userId: 'b', email: 'x@x' });
    await plant('c', { userId: 'c', email: 'x@x' });
    await plant('d', { userId: 'd', email: 'x@x' });
    await users.put({ ...user('a', 'x@x'), name: 'first' }).send();
    await users.put({ ...user('b', 'x@x'), name: 'second' }).send();
    await users.update(key('b')).set({ name: 'changed' }).send();
    const guard = await raw('_unique#User#email#x@x');
    await users.update(key('b')).set({ email: 'y@x' }).send();
    await users
      .update(key('c'))
      .remove((each) => each.email)
      .send();
    await users.delete(key('d')).send();
    expect(await raw('_unique#User#email#x@x')).toEqual(guard);
    expect(guard?._of?.S).toContain('"a"');
    await expect(users.update(key('c')).set({ email: 'x@x' }).send()).rejects.toThrow(UniqueViolation);
    await expect(users.create(user('e', 'y@x')).send()).rejects.toThrow(UniqueViolation);
    await users.delete(key('a')).send();
    await users.update(key('c')).set({ email: 'x@x' }).send();
  });

  it('follow two items of one transaction that had one value', async () => {
    tenant += 1;
    await plant('a', { userId: 'a', email: 'x@x' });
    await plant('b', { userId: 'b', email: 'x@x' });
    await users.put(user('a', 'x@x')).send();
    await transactWrite(users.delete(key('b')) as never, users.create(user('c', 'z@x')) as never).send();
    await expect(users.create(user('d', 'x@x')).send()).rejects.toThrow(UniqueViolation);
    await expect(users.create(user('d', 'z@x')).send()).rejects.toThrow(UniqueViolation);
  });
});

describe('a schema whose sort keys begin like those of guard items', () => {
  it.each([
    ['_unique#{userId}', {}],
    ['{kind}#{userId}', { kind: { type: 'string', pattern: '^_unique$' } }],
    ['{label}', { label: { type: 'string', compute: '_unique#{userId}' } }],
  ])('is refused: %s', (sort, more) => {
    const { entities, ...others } = schema('_type');
    const { User } = entities;
    const attributes = { ...User.attributes, ...more };
    const text = JSON.stringify({ ...others, entities: { User: { ...User, key: { ...User.key, sort }, attributes } } });
    const { diagnostics } = readSchema([{ file: 's.tenantry.yaml', text }]);
    expect(diagnostics.map(({ code }) => code)).toContain('key.overlap');
  });
});
