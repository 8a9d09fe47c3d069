import type { AccessCheck } from './access-check.js';
import type { Catalog } from './catalog.js';
import { type JsonObject, textAt } from './json.js';
import type { Operation } from './operation.js';

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

export const describeTable: Operation = describing('DescribeTable', 'TableName');
export const describeTimeToLive: Operation = describing('DescribeTimeToLive', 'TableName');
export const listTables: Operation = describing('ListTables', 'ExclusiveStartTableName', 'Limit');
