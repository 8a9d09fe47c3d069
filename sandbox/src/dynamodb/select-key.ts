import type { DynamoDBKeys } from './access-check.js';
import { type JsonObject, textAt } from './json.js';
import { validation } from './validation.js';

/**
 * `dynamodb:Select` of a read. Where the request leaves it out it is what the API takes for it (API Reference, Query,
 * "Select"): the listed attributes, else all of the table, else all that the index holds.
 */
export function selectKey(input: JsonObject, onIndex: boolean): DynamoDBKeys {
  const { Select } = input;
  const lists = listsAttributes(input);
  if (Select === 'SPECIFIC_ATTRIBUTES' && !lists) {
    throw validation(
      '1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select !== undefined) return { 'dynamodb:Select': textAt(Select, 'Select') };
  if (lists) return { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' };
  return { 'dynamodb:Select': onIndex ? 'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES' };
}

/** A list of nothing would count as some attributes here, and could be all of them to an engine. */
function listsAttributes({ ProjectionExpression: projection, AttributesToGet: listed }: JsonObject): boolean {
  if (typeof projection === 'string' && projection.trim() === '') {
    throw validation('Invalid ProjectionExpression: The expression can not be empty;');
  }
  if (Array.isArray(listed) && listed.length === 0) {
    throw validation(
      "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  return projection !== undefined || listed !== undefined;
}
