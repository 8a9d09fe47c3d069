import type { ValueProblem } from '../codec/attribute.js';
import type { EntityDefinition } from '../entity/entity.js';
import { planOf } from '../entity/plan.js';
import { collectProblems } from '../errors/collect.js';
import { ValidationFailed } from '../errors/validation-failed.js';
import { decodeFields, isObject } from './fields.js';
import { type JsonOf, toJson } from './json-of.js';

/** Sends whole items as JSON and reads them back. */
export interface JsonCodec<Item> {
  /** The item in the form that `JSON.stringify` keeps: sets are arrays, bigints decimal texts, bytes base 64. */
  encode<Given extends Item>(item: Given): JsonOf<Given>;
  /** The item from what `JSON.parse` gives. Throws `ValidationFailed` with every problem. */
  decode(json: unknown): Item;
}

/** The JSON codec of an entity's items. */
export function jsonCodec<Item>(entity: EntityDefinition): JsonCodec<Item> {
  return {
    // The generated type says what the entity holds.
    encode: (item) => toJson(item) as never,
    decode(json) {
      const plan = planOf(entity);
      const problems = collectProblems(plan.name, 'JSON');
      if (!isObject(json)) throw new ValidationFailed(plan.name, 'JSON', [NO_OBJECT]);
      const { [plan.table.marker ?? '_type']: said, ...given } = json;
      const rest = said === undefined || said === plan.name ? given : json;
      const attributes = plan.attributes.filter(({ virtual, hidden }) => !virtual && !hidden);
      const item = decodeFields(plan, attributes, rest, ({ optional }) => optional === true, problems.report);
      problems.finish();
      // Read as from DynamoDB, so that dates and decimals have the one form that reads give.
      const read = attributes.flatMap(({ label, type }) => {
        const stored = item[label] === undefined ? undefined : type.encode(item[label], label, () => {});
        return stored === undefined ? [] : [[label, type.decode(stored, label)]];
      });
      return Object.fromEntries(read) as Item;
    },
  };
}

export const NO_OBJECT: ValueProblem = { path: '', message: 'is not a JSON object' };
