import type { AccessCheck, DynamoDBKeys } from './access-check.js';
import { attributeNames } from './attribute-names.js';
import type { Catalog } from './catalog.js';
import { type JsonObject, objectAt, textAt } from './json.js';
import { leadingKey } from './leading-key.js';
import type { Operation } from './operation.js';
import { consumedCapacity, returnValues } from './return-keys.js';
import { selectKey } from './select-key.js';

export type ItemAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** One item's part of a request: a call of its own, or an entry of a transaction, which is authorised as that call. */
export function itemCheck(
  action: ItemAction,
  input: JsonObject,
  catalog: Catalog,
  enclosing?: { readonly operation: string; readonly input: JsonObject },
): AccessCheck {
  const found = catalog.find(textAt(input.TableName, 'TableName'));
  const part = action === 'PutItem' ? 'Item' : 'Key';
  const attributes = objectAt(input[part], part);
  const keys: DynamoDBKeys = Object.assign(
    { 'dynamodb:Attributes': attributeNames(input) },
    action === 'GetItem' ? selectKey(input, false) : returnValues(input),
    consumedCapacity(enclosing?.input ?? input),
    enclosing && { 'dynamodb:EnclosingOperation': enclosing.operation },
    found.kind === 'table' && { 'dynamodb:LeadingKeys': [leadingKey(attributes, found.table.partitionKey)] },
  );
  const question = `dynamodb:${action}`;
  return found.kind === 'unknown'
    ? { action: question, resource: found.arn, keys, missing: found.missing }
    : { action: question, resource: found.table.arn, keys };
}

const single = (action: ItemAction, parameters: readonly string[]): Operation => ({
  parameters: new Set(['TableName', 'ReturnConsumedCapacity', 'ExpressionAttributeNames', ...parameters]),
  read: (input, catalog) => [itemCheck(action, input, catalog)],
});

const CONDITIONAL = [
  'ConditionExpression',
  'ExpressionAttributeValues',
  'Expected',
  'ConditionalOperator',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
  'ReturnItemCollectionMetrics',
];

export const getItem: Operation = single('GetItem', [
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'AttributesToGet',
]);
export const putItem: Operation = single('PutItem', ['Item', ...CONDITIONAL]);
export const updateItem: Operation = single('UpdateItem', [
  'Key',
  'UpdateExpression',
  'AttributeUpdates',
  ...CONDITIONAL,
]);
export const deleteItem: Operation = single('DeleteItem', ['Key', ...CONDITIONAL]);
