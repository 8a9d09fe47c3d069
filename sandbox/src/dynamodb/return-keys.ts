import type { DynamoDBKeys } from './access-check.js';
import { type JsonObject, textAt } from './json.js';

/**
 * `dynamodb:ReturnValues` of a write. A failed condition that hands the old item back reveals as much as `ALL_OLD`, and
 * AWS does not say whether its key covers that parameter, so it counts as `ALL_OLD` here. Absent where nothing is asked for.
 */
export function returnValues(input: JsonObject): DynamoDBKeys {
  const { ReturnValues: given, ReturnValuesOnConditionCheckFailure: onFailure } = input;
  if (onFailure !== undefined && textAt(onFailure, 'ReturnValuesOnConditionCheckFailure') !== 'NONE') {
    return { 'dynamodb:ReturnValues': 'ALL_OLD' };
  }
  return given === undefined ? {} : { 'dynamodb:ReturnValues': textAt(given, 'ReturnValues') };
}

export function consumedCapacity({ ReturnConsumedCapacity: given }: JsonObject): DynamoDBKeys {
  return given === undefined ? {} : { 'dynamodb:ReturnConsumedCapacity': textAt(given, 'ReturnConsumedCapacity') };
}
