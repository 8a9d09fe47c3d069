import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createAccessor,
  createService,
  date,
  datetime,
  type EntityDefinition,
  type GetRequest,
  integer,
  type PutRequest,
  set,
  string,
} from '@tenantry/runtime/codegen-v1';
import { expect, it } from 'vitest';
import { useTable } from '../../support/table.js';

interface Note {
  readonly id: string;
  readonly text: string;
  readonly stars?: number;
  readonly created: string;
  readonly updated: string;
}
interface Notes {
  get(key: object): GetRequest<Note>;
  create(item: object): PutRequest<Note, object>;
  put(item: object): PutRequest<Note, object>;
}

const app = { name: 'app', partitionKey: 'pk', sortKey: 'sk', marker: '_type', indexes: {} } as const;
const entity: EntityDefinition<Note> = {
  ...{ name: 'Note', table: app, scope: undefined, indexes: {} },
  key: { partition: 'NOTES', sort: '{id}' },
  attributes: () => ({
    id: string(),
    text: string(),
    stars: { type: integer(), optional: true },
    blobs: { type: set('binary'), optional: true },
    created: { type: datetime({ store: 'epoch-seconds' }), generate: 'created' },
    day: { type: date({ store: 'epoch-seconds' }), generate: 'created' },
    updated: { type: datetime({ store: 'epoch-seconds' }), generate: 'updated' },
  }),
};
const table = useTable(app);
const notes = (): Notes =>
  createAccessor<Notes>(createService({ client: table.client, tables: { app: table.name } }), entity);

it('writes clock values as precisely as they are stored', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000;
  const made = await notes().create({ id: 'a', text: 'x' }).send();
  expect(made.created).toMatch(/\.000Z$/);
  expect(Date.parse(made.created)).toBeGreaterThanOrEqual(before);
  expect(await notes().get({ id: 'a' }).send()).toEqual(made);
});

it('counts a put of what was read as an update, and keeps the time of creation', async () => {
  const old = '2020-01-01T00:00:00.000Z';
  const made = await notes().create({ id: 'b', text: 'x', created: old, updated: old }).send();
  expect(made).toMatchObject({ created: old, updated: old });
  const again = await notes()
    .put({ ...made, text: 'y' })
    .send();
  expect(again).toMatchObject({ created: old, text: 'y' });
  expect(again.updated > '2026').toBe(true);
});

it('puts what getters of a class give', async () => {
  class Draft {
    readonly id = 'c';
    #stars = 3;
    get text() {
      return 'x';
    }
    get stars() {
      return this.#stars;
    }
    get length() {
      return 1;
    }
  }
  expect(await notes().put(new Draft()).send()).toMatchObject({ id: 'c', text: 'x', stars: 3 });
});

it('stores equal bytes of a set once', async () => {
  const blobs = [new Uint8Array([7]), new Uint8Array([7])];
  await notes().create({ id: 'd', text: 'x', blobs }).send();
  const Key = { pk: { S: 'NOTES' }, sk: { S: 'd' } };
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
  expect(Item?.blobs).toEqual({ BS: [new Uint8Array([7])] });
});
