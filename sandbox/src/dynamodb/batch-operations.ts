import type { AccessCheck, DynamoDBKeys } from './access-check.js';
import { attributeNames } from './attribute-names.js';
import type { Catalog, CatalogTable } from './catalog.js';
import { checkMembers, type JsonObject, listAt, objectAt } from './json.js';
import { leadingKey } from './leading-key.js';
import type { Operation } from './operation.js';
import { consumedCapacity } from './return-keys.js';
import { selectKey } from './select-key.js';
import { validation } from './validation.js';

const READ_MEMBERS = new Set([
  'Keys',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'AttributesToGet',
]);

/** One check per table, with the keys of all its items: one statement must cover every key. */
export const batchGetItem: Operation = {
  parameters: new Set(['RequestItems', 'ReturnConsumedCapacity']),
  read: (input, catalog) =>
    tableChecks('BatchGetItem', input, catalog, (value, where) => {
      const request = objectAt(value, where);
      checkMembers(request, READ_MEMBERS, where);
      const keys = listAt(request.Keys, `${where}.Keys`).map((key) => objectAt(key, `${where}.Keys`));
      return { items: keys, named: request, more: selectKey(request, false) };
    }),
};

export const batchWriteItem: Operation = {
  parameters: new Set(['RequestItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics']),
  read: (input, catalog) =>
    tableChecks('BatchWriteItem', input, catalog, (value, where) => ({
      items: listAt(value, where).map((request, i) => writtenItem(request, `${where}[${i}]`)),
      named: {},
      more: {},
    })),
};

/** The part of a batch for one table. */
interface TablePart {
  /** Keys, or items that hold them. */
  readonly items: readonly JsonObject[];
  /** Where further attribute names may stand. */
  readonly named: JsonObject;
  readonly more: DynamoDBKeys;
}

function tableChecks(
  action: string,
  input: JsonObject,
  catalog: Catalog,
  partOf: (value: unknown, where: string) => TablePart,
): readonly AccessCheck[] {
  const entries = Object.entries(objectAt(input.RequestItems, 'RequestItems'));
  if (entries.length === 0) throw validation('The requestItems parameter is required and must hold a table.');
  const checks = entries.map(([name, value]): AccessCheck => {
    const where = `RequestItems.${name}`;
    const { items, named, more } = partOf(value, where);
    if (items.length === 0) throw validation(`${where} must hold at least one item.`);
    const attributes = new Set([...attributeNames(named), ...items.flatMap((item) => Object.keys(item))]);
    const keys = { 'dynamodb:Attributes': [...attributes].sort(), ...more, ...consumedCapacity(input) };
    const found = catalog.find(name);
    const question = { action: `dynamodb:${action}` };
    if (found.kind === 'unknown') return { ...question, resource: found.arn, keys, missing: found.missing };
    return {
      ...question,
      resource: found.table.arn,
      keys: { 'dynamodb:LeadingKeys': distinctKeys(items, found.table), ...keys },
    };
  });
  if (new Set(checks.map(({ resource }) => resource)).size < checks.length) {
    throw validation('RequestItems names one table twice, by its name and by its ARN.');
  }
  return checks;
}

const distinctKeys = (items: readonly JsonObject[], { partitionKey }: CatalogTable): readonly string[] => [
  ...new Set(items.map((item) => leadingKey(item, partitionKey))),
];

const PUT = new Set(['Item']);
const DELETE = new Set(['Key']);

function writtenItem(value: unknown, where: string): JsonObject {
  const members = Object.entries(objectAt(value, where));
  const [name, content] = members[0] ?? [];
  if (members.length !== 1 || (name !== 'PutRequest' && name !== 'DeleteRequest')) {
    throw validation(
      'Each write request must hold exactly one of PutRequest and DeleteRequest.',
      `This one does not: ${where}.`,
    );
  }
  const request = objectAt(content, `${where}.${name}`);
  checkMembers(request, name === 'PutRequest' ? PUT : DELETE, `${where}.${name}`);
  return name === 'PutRequest'
    ? objectAt(request.Item, `${where}.PutRequest.Item`)
    : objectAt(request.Key, `${where}.DeleteRequest.Key`);
}
