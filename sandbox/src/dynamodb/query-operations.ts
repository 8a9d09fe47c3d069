import type { AccessCheck } from './access-check.js';
import { attributeNames } from './attribute-names.js';
import type { Catalog } from './catalog.js';
import { type JsonObject, textAt } from './json.js';
import { partitionValue } from './key-condition.js';
import { keyText } from './leading-key.js';
import type { Operation } from './operation.js';
import { consumedCapacity } from './return-keys.js';
import { selectKey } from './select-key.js';
import { validation } from './validation.js';

const BOTH = [
  'TableName',
  'IndexName',
  'Select',
  'AttributesToGet',
  'Limit',
  'ConsistentRead',
  'ConditionalOperator',
  'ExclusiveStartKey',
  'ReturnConsumedCapacity',
  'ProjectionExpression',
  'FilterExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

/** The partition key is the index's where one is named, and so is the ARN. */
export const query: Operation = {
  parameters: new Set([...BOTH, 'KeyConditionExpression', 'KeyConditions', 'QueryFilter', 'ScanIndexForward']),
  read: (input, catalog) => [
    readCheck('Query', input, catalog, (partitionKey) => ({
      'dynamodb:LeadingKeys': [keyText(partitionValue(input, partitionKey))],
    })),
  ],
};

/** A scan has no leading keys: IAM can only let it see everything. */
export const scan: Operation = {
  parameters: new Set([...BOTH, 'ScanFilter', 'TotalSegments', 'Segment']),
  read: (input, catalog) => [readCheck('Scan', input, catalog, () => ({}))],
};

function readCheck(
  action: 'Query' | 'Scan',
  input: JsonObject,
  catalog: Catalog,
  leadingKeys: (partitionKey: string) => AccessCheck['keys'],
): AccessCheck {
  const found = catalog.find(textAt(input.TableName, 'TableName'));
  const indexName = input.IndexName === undefined ? undefined : textAt(input.IndexName, 'IndexName');
  const more = {
    'dynamodb:Attributes': attributeNames(input),
    ...selectKey(input, indexName !== undefined),
    ...consumedCapacity(input),
  };
  const question = { action: `dynamodb:${action}` };
  if (found.kind === 'unknown') {
    const resource = indexName === undefined ? found.arn : `${found.arn}/index/${indexName}`;
    return { ...question, resource, keys: more, unknownTable: found.name };
  }
  const on = indexName === undefined ? found.table : found.table.indexes.get(indexName);
  if (on === undefined) throw validation(`The table does not have the specified index: ${indexName}`);
  return { ...question, resource: on.arn, keys: { ...leadingKeys(on.partitionKey), ...more } };
}
