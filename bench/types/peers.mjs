// The same entities as `support/many-entities.mjs` has, declared for each peer, with a get, put, update and query of each.

/** Client → the program for these entities. None has conditions or bound accessors, which ours are measured with. */
export const PEERS = {
  electrodb: (names) => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity } from 'electrodb';

const client = new DynamoDBClient({});
${names.map(electrodb).join('')}`,
  'dynamodb-toolbox': (names) => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { boolean, item, list, map, number, set, string } from 'dynamodb-toolbox/schema';
import { Table } from 'dynamodb-toolbox/table';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';

const table = new Table({
  name: 'bench',
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  partitionKey: { name: 'pk', type: 'string' },
  sortKey: { name: 'sk', type: 'string' },
  indexes: { gsi1: { type: 'global', partitionKey: { name: 'gsi1pk', type: 'string' }, sortKey: { name: 'gsi1sk', type: 'string' } } },
});
${names.map(toolbox).join('')}`,
  'dynamodb-onetable': (names) => `import { type Entity, Table } from 'dynamodb-onetable';

const schema = {
  format: 'onetable:1.1.0',
  version: '0.0.1',
  indexes: { primary: { hash: 'pk', sort: 'sk' }, gsi1: { hash: 'gsi1pk', sort: 'gsi1sk', project: 'all' } },
  models: {
${names.map(onetableModel).join('')}  },
  params: { timestamps: false, isoDates: true },
} as const;
const table = new Table({ name: 'bench', partial: false, schema });
${names.map(onetable).join('')}`,
  'hand-written': (names) => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
${names.map(handWritten).join('')}`,
};

const lower = (name) => name[0].toLowerCase() + name.slice(1);
const VALUES = `name: 'x', status: 'draft', amount: 1, active: true, labels: ['a'], place: { street: 's', city: 'c' }, createdAt: '2026-06-01T09:30:00.000Z'`;

const electrodb = (name) => `
const ${lower(name)} = new Entity(
  {
    model: { entity: '${name}', version: '1', service: 'bench' },
    attributes: {
      tenantId: { type: 'string', required: true },
      id: { type: 'string', required: true },
      name: { type: 'string', required: true },
      status: { type: ['draft', 'active', 'closed'] as const, required: true },
      amount: { type: 'number', required: true },
      count: { type: 'number' },
      active: { type: 'boolean', required: true },
      labels: { type: 'list', items: { type: 'string' }, required: true },
      tags: { type: 'set', items: 'string' },
      place: { type: 'map', properties: { street: { type: 'string', required: true }, city: { type: 'string', required: true } }, required: true },
      createdAt: { type: 'string', required: true, readOnly: true },
    },
    indexes: {
      primary: { pk: { field: 'pk', composite: ['tenantId'] }, sk: { field: 'sk', composite: ['id'] } },
      byStatus: { index: 'gsi1', pk: { field: 'gsi1pk', composite: ['tenantId', 'status'] }, sk: { field: 'gsi1sk', composite: ['createdAt', 'id'] } },
    },
  },
  { client, table: 'bench' },
);
export async function use${name}(): Promise<readonly (string | undefined)[]> {
  const got = await ${lower(name)}.get({ tenantId: 'acme', id: 'a' }).go();
  await ${lower(name)}.put({ tenantId: 'acme', id: 'a', ${VALUES} }).go();
  await ${lower(name)}.update({ tenantId: 'acme', id: 'a' }).set({ name: 'y', active: false }).go();
  const found = await ${lower(name)}.query.byStatus({ tenantId: 'acme', status: 'active' }).go();
  return [got.data?.name, found.data[0]?.status];
}
`;

const toolbox = (name) => `
const ${lower(name)} = new Entity({
  name: '${name}',
  table,
  timestamps: false,
  schema: item({
    tenantId: string().key(),
    id: string().key(),
    name: string(),
    status: string().enum('draft', 'active', 'closed'),
    amount: number(),
    count: number().optional(),
    active: boolean(),
    labels: list(string()),
    tags: set(string()).optional(),
    place: map({ street: string(), city: string() }),
    createdAt: string(),
  }),
  computeKey: ({ tenantId, id }) => ({ pk: \`TENANT#\${tenantId}\`, sk: \`${name}#\${id}\` }),
});
export async function use${name}(): Promise<readonly (string | undefined)[]> {
  const got = await ${lower(name)}.build(GetItemCommand).key({ tenantId: 'acme', id: 'a' }).send();
  await ${lower(name)}.build(PutItemCommand).item({ tenantId: 'acme', id: 'a', ${VALUES} }).send();
  await ${lower(name)}.build(UpdateItemCommand).item({ tenantId: 'acme', id: 'a', name: 'y', active: false }).send();
  const found = await table.build(QueryCommand).entities(${lower(name)}).query({ partition: 'TENANT#acme', range: { beginsWith: '${name}#' } }).send();
  return [got.Item?.name, found.Items?.[0]?.status];
}
`;

const onetableModel = (name) => `    ${name}: {
      pk: { type: String, value: 'TENANT#\${tenantId}' },
      sk: { type: String, value: '${name}#\${id}' },
      gsi1pk: { type: String, value: 'TENANT#\${tenantId}#\${status}' },
      gsi1sk: { type: String, value: '\${createdAt}#\${id}' },
      tenantId: { type: String, required: true },
      id: { type: String, required: true },
      name: { type: String, required: true },
      status: { type: String, enum: ['draft', 'active', 'closed'], required: true },
      amount: { type: Number, required: true },
      count: { type: Number },
      active: { type: Boolean, required: true },
      labels: { type: Array, required: true, items: { type: String } },
      tags: { type: Set },
      place: { type: Object, required: true, schema: { street: { type: String, required: true }, city: { type: String, required: true } } },
      createdAt: { type: String, required: true },
    },
`;

const onetable = (name) => `
type ${name} = Entity<typeof schema.models.${name}>;
const ${lower(name)} = table.getModel<${name}>('${name}');
export async function use${name}(): Promise<readonly (string | undefined)[]> {
  const got = await ${lower(name)}.get({ tenantId: 'acme', id: 'a' });
  await ${lower(name)}.create({ tenantId: 'acme', id: 'a', ${VALUES} }, { exists: null });
  await ${lower(name)}.update({ tenantId: 'acme', id: 'a', name: 'y', active: false });
  const found = await ${lower(name)}.find({ tenantId: 'acme', status: 'active' }, { index: 'gsi1' });
  return [got?.name, found[0]?.status];
}
`;

const handWritten = (name) => `
export interface ${name} {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly status: 'draft' | 'active' | 'closed';
  readonly amount: number;
  readonly count?: number;
  readonly active: boolean;
  readonly labels: readonly string[];
  readonly tags?: ReadonlySet<string>;
  readonly place: { readonly street: string; readonly city: string };
  readonly createdAt: string;
}
export async function use${name}(): Promise<readonly (string | undefined)[]> {
  const Key = { pk: 'TENANT#acme', sk: '${name}#a' };
  const got = (await documents.send(new GetCommand({ TableName: 'bench', Key }))).Item as ${name} | undefined;
  const item: ${name} = { tenantId: 'acme', id: 'a', ${VALUES} };
  await documents.send(new PutCommand({ TableName: 'bench', Item: { ...Key, ...item } }));
  await documents.send(
    new UpdateCommand({ TableName: 'bench', Key, UpdateExpression: 'SET #n = :n', ExpressionAttributeNames: { '#n': 'name' }, ExpressionAttributeValues: { ':n': 'y' } }),
  );
  const found = (await documents.send(
    new QueryCommand({ TableName: 'bench', IndexName: 'gsi1', KeyConditionExpression: 'gsi1pk = :pk', ExpressionAttributeValues: { ':pk': 'TENANT#acme#active' } }),
  )).Items as ${name}[] | undefined;
  return [got?.name, found?.[0]?.status];
}
`;
