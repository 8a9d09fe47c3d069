import type { DynamoDBKeys } from './access-check.js';
import { type JsonObject, textAt } from './json.js';

/**
 * `dynamodb:Select` of a read. Where the request leaves it out it is what the API takes for it (API Reference, Query,
 * "Select"): the listed attributes, else all of the table, else all that the index holds.
 */
export function selectKey(input: JsonObject, onIndex: boolean): DynamoDBKeys {
  const { Select } = input;
  if (Select !== undefined) return { 'dynamodb:Select': textAt(Select, 'Select') };
  if (input.ProjectionExpression !== undefined || input.AttributesToGet !== undefined) {
    return { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' };
  }
  return { 'dynamodb:Select': onIndex ? 'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES' };
}
