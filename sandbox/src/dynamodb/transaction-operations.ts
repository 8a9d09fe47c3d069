import type { AccessCheck } from './access-check.js';
import type { Catalog } from './catalog.js';
import { type ItemAction, itemCheck } from './item-operations.js';
import { checkMembers, type JsonObject, listAt, objectAt } from './json.js';
import type { Operation } from './operation.js';
import { validation } from './validation.js';

interface EntryKind {
  readonly action: ItemAction;
  readonly members: ReadonlySet<string>;
}

const entry = (action: ItemAction, ...members: string[]): EntryKind => ({
  action,
  members: new Set(['TableName', 'ExpressionAttributeNames', ...members]),
});

const CONDITION = ['ConditionExpression', 'ExpressionAttributeValues', 'ReturnValuesOnConditionCheckFailure'];

const GETS: ReadonlyMap<string, EntryKind> = new Map([['Get', entry('GetItem', 'Key', 'ProjectionExpression')]]);

const WRITES: ReadonlyMap<string, EntryKind> = new Map([
  ['Put', entry('PutItem', 'Item', ...CONDITION)],
  ['Update', entry('UpdateItem', 'Key', 'UpdateExpression', ...CONDITION)],
  ['Delete', entry('DeleteItem', 'Key', ...CONDITION)],
  ['ConditionCheck', entry('ConditionCheckItem', 'Key', ...CONDITION)],
]);

export const transactGetItems: Operation = {
  parameters: new Set(['TransactItems', 'ReturnConsumedCapacity']),
  read: (input, catalog) => entryChecks('TransactGetItems', GETS, input, catalog),
};

export const transactWriteItems: Operation = {
  parameters: new Set(['TransactItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics', 'ClientRequestToken']),
  read: (input, catalog) => entryChecks('TransactWriteItems', WRITES, input, catalog),
};

/** "Permissions for Put, Update, Delete, and Get actions are governed by the permissions used for the underlying operations" (Developer Guide, "Using IAM with DynamoDB transactions"). */
function entryChecks(
  operation: string,
  kinds: ReadonlyMap<string, EntryKind>,
  input: JsonObject,
  catalog: Catalog,
): readonly AccessCheck[] {
  const items = listAt(input.TransactItems, 'TransactItems');
  if (items.length === 0) throw validation('TransactItems must hold at least one entry.');
  return items.map((value, i) => {
    const where = `TransactItems[${i}]`;
    const members = Object.entries(objectAt(value, where));
    const [name, content] = members[0] ?? [];
    const kind = name === undefined ? undefined : kinds.get(name);
    if (members.length !== 1 || kind === undefined) {
      throw validation(
        'TransactItems can only contain one of Check, Put, Update or Delete',
        `${where} must hold exactly one of ${[...kinds.keys()].join(', ')}.`,
      );
    }
    const fields = objectAt(content, `${where}.${name}`);
    checkMembers(fields, kind.members, `${where}.${name}`);
    return itemCheck(kind.action, fields, catalog, { operation, input });
  });
}
