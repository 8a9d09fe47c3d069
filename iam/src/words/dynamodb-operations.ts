import { foldName } from '../fold.js';
import { DYNAMODB_ACTION_CLASSES } from './dynamodb-actions.js';

const PARTIQL = ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'];

/**
 * Operations of the API that are no IAM actions, with the actions that they are authorised as.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB API permissions" and "IAM with PartiQL for DynamoDB".
 */
const AUTHORISED_AS: ReadonlyMap<string, readonly string[]> = new Map([
  ['BatchExecuteStatement', PARTIQL],
  ['ExecuteStatement', PARTIQL],
  ['ExecuteTransaction', PARTIQL],
  ['TransactGetItems', ['GetItem']],
  ['TransactWriteItems', ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem']],
]);

const BY_LOWER_CASE = new Map([...AUTHORISED_AS].map(([name, actions]) => [foldName(name), actions]));

/** Returns the IAM actions of an operation of the DynamoDB API, in any case; undefined for an operation that is not known. */
export function actionsOfOperation(operation: string): readonly string[] | undefined {
  const lower = foldName(operation);
  const others = BY_LOWER_CASE.get(lower);
  if (others !== undefined) return others.map((name) => `dynamodb:${name}`);
  const action = [...DYNAMODB_ACTION_CLASSES.keys()].find((name) => foldName(name) === `dynamodb:${lower}`);
  return action === undefined ? undefined : [action];
}

/** Returns the actions that an operation is authorised as where no action has the operation's name. */
export const actionsInsteadOf = (operation: string): readonly string[] | undefined =>
  BY_LOWER_CASE.has(foldName(operation)) ? actionsOfOperation(operation) : undefined;
