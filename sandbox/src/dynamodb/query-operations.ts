import type { AccessCheck } from './access-check.js';
import { attributeNames } from './attribute-names.js';
import type { Catalog } from './catalog.js';
import { integerAt, type JsonObject, objectAt, textAt } from './json.js';
import { partitionValue } from './key-condition.js';
import { keyText, leadingKey } from './leading-key.js';
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
    readCheck('Query', input, catalog, (partitionKey) => {
      const key = keyText(partitionValue(input, partitionKey));
      checkStart(input, partitionKey, key);
      return { 'dynamodb:LeadingKeys': [key] };
    }),
  ],
};

/** Where a query goes on lies in the partition that it asks for; engines may not look. */
function checkStart({ ExclusiveStartKey: start }: JsonObject, partitionKey: string, key: string): void {
  if (start === undefined || leadingKey(objectAt(start, 'ExclusiveStartKey'), partitionKey) === key) return;
  throw validation('The provided starting key is outside query boundaries based on provided conditions');
}

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
  for (const name of ['Limit', 'Segment', 'TotalSegments']) integerAt(input[name], name);
  const indexName = input.IndexName === undefined ? undefined : textAt(input.IndexName, 'IndexName');
  const more = {
    'dynamodb:Attributes': attributeNames(input),
    ...selectKey(input, indexName !== undefined),
    ...consumedCapacity(input),
  };
  const question = { action: `dynamodb:${action}` };
  if (found.kind === 'unknown') {
    const resource = indexName === undefined ? found.arn : `${found.arn}/index/${indexName}`;
    return { ...question, resource, keys: more, missing: found.missing };
  }
  const on = indexName === undefined ? found.table : found.table.indexes.get(indexName);
  if (on === undefined) {
    const missing = validation(`The table does not have the specified index: ${indexName}`);
    return { ...question, resource: `${found.table.arn}/index/${indexName}`, keys: more, missing };
  }
  return { ...question, resource: on.arn, keys: { ...leadingKeys(on.partitionKey), ...more } };
}
