import { Failure } from '../http/failure.js';
import { batchGetItem, batchWriteItem } from './batch-operations.js';
import { deleteItem, getItem, putItem, updateItem } from './item-operations.js';
import type { Operation } from './operation.js';
import { query, scan } from './query-operations.js';
import { describeTable, describeTimeToLive, listTables } from './table-operations.js';
import { transactGetItems, transactWriteItems } from './transaction-operations.js';

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
