import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { RequestContext } from '../../iam/src/evaluate/index.js';

const TABLE = 'flight-club-dev';
const ARN = `arn:aws:dynamodb:eu-west-1:111122223333:table/${TABLE}`;

/** The questions to IAM, written by hand from the Service Authorization Reference: not taken from what is under test. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly keys: RequestContext;
}

type Command =
  | GetItemCommand
  | BatchGetItemCommand
  | QueryCommand
  | ScanCommand
  | PutItemCommand
  | UpdateItemCommand
  | DeleteItemCommand
  | BatchWriteItemCommand
  | BatchExecuteStatementCommand
  | DescribeTableCommand
  | DescribeTimeToLiveCommand
  | ExecuteStatementCommand
  | ExecuteTransactionCommand
  | ListTablesCommand
  | TransactGetItemsCommand
  | TransactWriteItemsCommand;

export interface MatrixRequest {
  readonly label: string;
  readonly command: Command;
  readonly asks: readonly Asked[];
}

const item = (pk: string, sk = 'x'): { pk: { S: string }; sk: { S: string } } => ({ pk: { S: pk }, sk: { S: sk } });
const table = { TableName: TABLE };

const ask = (action: string, leadingKeys: readonly string[], more: RequestContext = {}, index?: string): Asked => ({
  action: `dynamodb:${action}`,
  resource: index === undefined ? ARN : `${ARN}/index/${index}`,
  keys: {
    'dynamodb:LeadingKeys': [...leadingKeys],
    'dynamodb:Attributes': ['pk', 'sk'],
    ...more,
  },
});

const SELECT_ALL = { 'dynamodb:Select': 'ALL_ATTRIBUTES' };
const within = (operation: string): RequestContext => ({ 'dynamodb:EnclosingOperation': operation });

function query(pk: string, index: string | undefined, attribute: string): MatrixRequest {
  return {
    label: `Query ${index ?? 'table'} ${pk}`,
    command: new QueryCommand({
      ...table,
      ...(index !== undefined && { IndexName: index }),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': attribute },
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
    asks: [
      ask(
        'Query',
        [pk],
        {
          'dynamodb:Attributes': [attribute],
          'dynamodb:Select': index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES',
        },
        index,
      ),
    ],
  };
}

/** Every operation on one partition, and with a second one where it takes several. */
export function requestsOn(pk: string, second: string): readonly MatrixRequest[] {
  const projected = ['reservationId', 'startsAt'];
  return [
    {
      label: `GetItem ${pk}`,
      command: new GetItemCommand({ ...table, Key: item(pk) }),
      asks: [ask('GetItem', [pk], SELECT_ALL)],
    },
    {
      label: `BatchGetItem ${second} ${pk}`,
      command: new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: [item(second), item(pk, 'y')] } } }),
      asks: [ask('BatchGetItem', [second, pk], SELECT_ALL)],
    },
    query(pk, undefined, 'pk'),
    query(pk, 'gsi1', 'gsi1pk'),
    query(pk, 'gsi2', 'gsi2pk'),
    query(pk, 'lsi1', 'pk'),
    {
      label: `Query of some attributes ${pk}`,
      command: new QueryCommand({
        ...table,
        Select: 'SPECIFIC_ATTRIBUTES',
        KeyConditionExpression: 'pk = :pk',
        ProjectionExpression: projected.join(),
        ExpressionAttributeValues: { ':pk': { S: pk } },
      }),
      asks: [
        ask('Query', [pk], {
          'dynamodb:Attributes': ['pk', ...projected],
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
        }),
      ],
    },
    {
      label: `PutItem ${pk}`,
      command: new PutItemCommand({ ...table, Item: item(pk) }),
      asks: [ask('PutItem', [pk])],
    },
    {
      label: `UpdateItem ${pk}`,
      command: new UpdateItemCommand({
        ...table,
        Key: item(pk),
        UpdateExpression: 'SET startsAt = :v',
        ExpressionAttributeValues: { ':v': { S: 'v' } },
        ReturnValues: 'UPDATED_NEW',
      }),
      asks: [
        ask('UpdateItem', [pk], {
          'dynamodb:Attributes': ['pk', 'sk', 'startsAt'],
          'dynamodb:ReturnValues': 'UPDATED_NEW',
        }),
      ],
    },
    {
      label: `DeleteItem ${pk}`,
      command: new DeleteItemCommand({ ...table, Key: item(pk) }),
      asks: [ask('DeleteItem', [pk])],
    },
    {
      label: `BatchWriteItem ${second} ${pk}`,
      command: new BatchWriteItemCommand({
        RequestItems: {
          [TABLE]: [{ PutRequest: { Item: item(second) } }, { DeleteRequest: { Key: item(pk, 'y') } }],
        },
      }),
      asks: [ask('BatchWriteItem', [second, pk])],
    },
    {
      label: `TransactGetItems ${second} ${pk}`,
      command: new TransactGetItemsCommand({
        TransactItems: [{ Get: { ...table, Key: item(second) } }, { Get: { ...table, Key: item(pk, 'y') } }],
      }),
      asks: [second, pk].map((key) => ask('GetItem', [key], { ...SELECT_ALL, ...within('TransactGetItems') })),
    },
    {
      label: `TransactWriteItems ${second} ${pk}`,
      command: new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { ...table, Item: item(second, 't') } },
          { ConditionCheck: { ...table, Key: item(pk, 'z'), ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
      asks: [
        ask('PutItem', [second], within('TransactWriteItems')),
        ask('ConditionCheckItem', [pk], within('TransactWriteItems')),
      ],
    },
    {
      label: `TransactWriteItems ${pk} ${second}`,
      command: new TransactWriteItemsCommand({
        TransactItems: [
          { Update: { ...table, Key: item(pk, 'u'), UpdateExpression: 'REMOVE startsAt' } },
          { Delete: { ...table, Key: item(second, 'd') } },
        ],
      }),
      asks: [
        ask('UpdateItem', [pk], { 'dynamodb:Attributes': ['pk', 'sk', 'startsAt'], ...within('TransactWriteItems') }),
        ask('DeleteItem', [second], within('TransactWriteItems')),
      ],
    },
  ];
}

/**
 * Every operation that names no partition. A statement of PartiQL names its keys where the sandbox does not look: no role of
 * a schema has it.
 */
export function requestsWithoutKeys(): readonly MatrixRequest[] {
  const Statement = `SELECT * FROM "${TABLE}" WHERE pk = 'TENANT#acme'`;
  const keyless = (action: string, resource: string, keys: RequestContext = {}): Asked => ({
    action: `dynamodb:${action}`,
    resource,
    keys,
  });
  return [
    {
      label: 'Scan',
      command: new ScanCommand({ ...table, Limit: 1 }),
      asks: [keyless('Scan', ARN, SELECT_ALL)],
    },
    ...['gsi1', 'gsi2', 'lsi1'].map((index) => ({
      label: `Scan ${index}`,
      command: new ScanCommand({ ...table, IndexName: index }),
      asks: [keyless('Scan', `${ARN}/index/${index}`, { 'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES' })],
    })),
    { label: 'DescribeTable', command: new DescribeTableCommand(table), asks: [keyless('DescribeTable', ARN)] },
    {
      label: 'DescribeTimeToLive',
      command: new DescribeTimeToLiveCommand(table),
      asks: [keyless('DescribeTimeToLive', ARN)],
    },
    { label: 'ListTables', command: new ListTablesCommand({}), asks: [keyless('ListTables', '*')] },
    {
      label: 'ExecuteStatement',
      command: new ExecuteStatementCommand({ Statement }),
      asks: [keyless('PartiQLSelect', ARN)],
    },
    {
      label: 'BatchExecuteStatement',
      command: new BatchExecuteStatementCommand({ Statements: [{ Statement }] }),
      asks: [keyless('PartiQLSelect', ARN)],
    },
    {
      label: 'ExecuteTransaction',
      command: new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] }),
      asks: [keyless('PartiQLSelect', ARN)],
    },
  ];
}
