import type { Field, Model, Type } from 'tenantry/policies';
import { isObject } from '../dynamodb/json.js';

/** A value as YAML and JSON write it, as the client takes it: bytes from base 64, exact integers from their digits. */
function seedValue(value: unknown, type: Type, model: Model): unknown {
  switch (type.kind) {
    case 'binary':
      return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
    case 'bigint':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value)) ? BigInt(value) : value;
    case 'set':
      return Array.isArray(value) && type.items === 'binary'
        ? value.map((each) => seedValue(each, { kind: 'binary' }, model))
        : value;
    case 'list':
      return Array.isArray(value) ? value.map((each) => seedValue(each, type.items, model)) : value;
    case 'record':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, seedValue(each, type.values, model)]))
        : value;
    case 'map':
      return seedFields(value, type.fields, model);
    case 'reference':
      return seedFields(value, fieldsOf(type.name, model), model);
    case 'union': {
      const tag = isObject(value) ? value[type.discriminator] : undefined;
      const variant = type.variants.find((each) => each.tag === tag);
      return variant === undefined ? value : seedFields(value, fieldsOf(variant.type, model), model);
    }
    default:
      return value;
  }
}

export function seedFields(value: unknown, fields: readonly Field[], model: Model): unknown {
  if (!isObject(value)) return value;
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const type = types.get(name);
      return [name, type === undefined ? each : seedValue(each, type, model)];
    }),
  );
}

const fieldsOf = (name: string, model: Model): readonly Field[] =>
  model.types.find((type) => type.name === name)?.fields ?? [];
