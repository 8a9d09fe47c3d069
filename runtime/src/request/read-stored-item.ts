import type { GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { ConditionFailed } from '../errors/condition-failed.js';
import { makeAliases } from '../expression/compile.js';
import { GetItemCommand } from '../wire/commands.js';
import { commonInput } from './common.js';
import { sendCommand } from './send.js';
import { tableName } from './service.js';
import { writeDestination, writeDetails } from './write-common.js';
import type { WriteState } from './write-state.js';

/**
 * Reads, consistently, the stored attributes that a write needs, and the partition key. Throws where there is no item and
 * the write must have one.
 */
export async function readStoredItem(
  state: WriteState,
  names: readonly string[],
  mustExist: boolean,
): Promise<StoredItem> {
  const { service, plan, key, operation } = state;
  const aliases = makeAliases();
  const projection = [plan.table.partitionKey, ...names].map((name) => aliases.name(name));
  const command = new GetItemCommand({
    TableName: tableName(service, plan.table.name),
    Key: key,
    ConsistentRead: true,
    ProjectionExpression: projection.join(', '),
    ...aliases.attributes(),
    ...commonInput(state),
  });
  const details = () => writeDetails(state, 'dynamodb:GetItem');
  const { Item: item } = await sendCommand<GetItemCommandOutput>(state, command, writeDestination(state), details);
  if (item !== undefined || !mustExist) return item ?? {};
  const { key: text = '', conflict } = details();
  throw conflict?.(undefined, undefined) ?? new ConditionFailed(plan.name, operation, text, undefined, undefined, true);
}
