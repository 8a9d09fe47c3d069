import { Failure } from '../http/failure.js';
import type { AccessCheck } from './access-check.js';
import { batchGetItem, batchWriteItem } from './batch-operations.js';
import type { Catalog } from './catalog.js';
import { deleteItem, getItem, putItem, updateItem } from './item-operations.js';
import { type JsonObject, textAt } from './json.js';
import type { Operation } from './operation.js';
import { query, scan } from './query-operations.js';
import { transactGetItems, transactWriteItems } from './transaction-operations.js';

/** Operations that look at tables and change nothing. They carry no leading keys, so no tenant role is granted them. */
const describing = (action: string, ...parameters: string[]): Operation => ({
  parameters: new Set(parameters),
  read: (input, catalog) => [check(action, input, catalog)],
});

function check(action: string, input: JsonObject, catalog: Catalog): AccessCheck {
  const question = { action: `dynamodb:${action}`, keys: {} };
  if (input.TableName === undefined) return { ...question, resource: '*' };
  const found = catalog.find(textAt(input.TableName, 'TableName'));
  return found.kind === 'table'
    ? { ...question, resource: found.table.arn }
    : { ...question, resource: found.arn, missing: found.missing };
}

const describeTable: Operation = describing('DescribeTable', 'TableName');
const describeTimeToLive: Operation = describing('DescribeTimeToLive', 'TableName');
const listTables: Operation = describing('ListTables', 'ExclusiveStartTableName', 'Limit');

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['BatchGetItem', batchGetItem],
  ['BatchWriteItem', batchWriteItem],
  ['DeleteItem', deleteItem],
  ['DescribeTable', describeTable],
  ['DescribeTimeToLive', describeTimeToLive],
  ['GetItem', getItem],
  ['ListTables', listTables],
  ['PutItem', putItem],
  ['Query', query],
  ['Scan', scan],
  ['TransactGetItems', transactGetItems],
  ['TransactWriteItems', transactWriteItems],
  ['UpdateItem', updateItem],
]);

const PARTIQL: ReadonlySet<string> = new Set(['ExecuteStatement', 'ExecuteTransaction', 'BatchExecuteStatement']);

/** The operation of that name. Whatever the sandbox cannot read it does not pass on. */
export function operationOf(name: string): Operation {
  const operation = OPERATIONS.get(name);
  if (operation !== undefined) return operation;
  throw new Failure(
    400,
    'UnknownOperationException',
    `The sandbox does not pass ${name} on.`,
    PARTIQL.has(name)
      ? 'PartiQL names its tables and keys inside of a statement, which the sandbox does not read; use the item operations.'
      : 'It passes on reads and writes of items, and DescribeTable, DescribeTimeToLive and ListTables. Tables are made from the model; for anything else use the engine itself.',
  );
}
