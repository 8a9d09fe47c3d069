import { isObject, type JsonObject } from './json.js';
import { validation } from './validation.js';

/** The text of a partition key: what IAM compares as `dynamodb:LeadingKeys`. Every key attribute of a schema is a string. */
export function keyText(value: unknown): string {
  if (isObject(value)) {
    const members = Object.keys(value);
    const text = value.S;
    if (members.length === 1 && typeof text === 'string') return text;
  }
  throw validation(
    'The provided key element does not match the schema',
    'The partition key must be one attribute value of type S.',
  );
}

/** The partition key of a `Key` or an `Item`. */
export function leadingKey(attributes: JsonObject, partitionKey: string): string {
  if (!Object.hasOwn(attributes, partitionKey)) {
    throw validation(
      `One or more parameter values were invalid: Missing the key ${partitionKey} in the item`,
      'Without its partition key the request cannot be authorised.',
    );
  }
  return keyText(attributes[partitionKey]);
}
