import type { GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { ConditionFailed } from '../errors/condition-failed.js';
import { makeAliases } from '../expression/compile.js';
import { GetItemCommand } from '../wire/commands.js';
import { sendCommand } from './send.js';
import { sendWrite } from './send-write.js';
import { tableName } from './service.js';
import { writeDestination, writeDetails } from './write-common.js';
import type { WriteState } from './write-state.js';

/** Sends the write of one item. Throws `ConditionFailed` with whether there is an item. */
export async function sendItemWrite<Output extends object>(
  state: WriteState,
  command: object,
  action: string,
): Promise<Output> {
  try {
    return await sendWrite<Output>(state, command, writeDestination(state), () => writeDetails(state, action));
  } catch (error) {
    throw await tellMissing(state, error);
  }
}

/** A write's failed condition, with whether there is an item: asked for where DynamoDB did not say. */
export async function tellMissing(state: WriteState, error: unknown): Promise<unknown> {
  if (!(error instanceof ConditionFailed) || error.missing !== undefined) return error;
  const missing = await isMissing(state);
  if (missing === undefined) return error;
  const { plan, operation } = state;
  return new ConditionFailed(plan.name, operation, writeDetails(state, '').key ?? '', error.item, error.cause, missing);
}

/** Undefined where the caller may not read the item, or the read fails: the failed condition is the error to tell. */
export async function isMissing(state: WriteState): Promise<boolean | undefined> {
  const { service, plan, key } = state;
  const aliases = makeAliases();
  const command = new GetItemCommand({
    TableName: tableName(service, plan.table.name),
    Key: key,
    ConsistentRead: true,
    ProjectionExpression: aliases.name(plan.table.partitionKey),
    ...aliases.attributes(),
  });
  const details = () => writeDetails(state, 'dynamodb:GetItem');
  try {
    const { Item } = await sendCommand<GetItemCommandOutput>(state, command, writeDestination(state), details);
    return Item === undefined;
  } catch {
    return undefined;
  }
}
