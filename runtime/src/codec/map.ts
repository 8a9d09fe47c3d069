import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DecodeFailed } from '../errors/decode-failed.js';
import { isObject, isThenable } from '../errors/refuse-argument.js';
import { type AttributeLike, type AttributeType, attributeOf } from './attribute.js';
import { refuse, refuseType, undecodable } from './refuse.js';
import { sensitive } from './sensitive.js';

/** Named fields, each with its own type. */
export function map(fields: { readonly [name: string]: AttributeLike }): AttributeType {
  const entries = Object.entries(fields).map(([name, given]) => {
    const { type, ...modifiers } = attributeOf(given);
    const field = { ...modifiers, type: modifiers.sensitive ? sensitive(type) : type };
    return { name, field, stored: field.name ?? name };
  });
  return {
    name: 'map',
    facets: fields,
    fields: Object.keys(fields),
    encode(value, path, report) {
      if (!isRecord(value)) return refuseType(report, path, 'an object', value);
      const stored: Record<string, AttributeValue> = {};
      let sound = true;
      for (const { name, field, stored: as } of entries) {
        const own = propertyOf(value, name);
        const given = own === undefined ? field.default : own;
        if (given === undefined && field.optional) continue;
        const at = `${path}.${name}`;
        const each = given === undefined ? refuse(report, at, 'is missing') : field.type.encode(given, at, report);
        if (each === undefined) sound = false;
        else stored[as] = each;
      }
      for (const name of Object.keys(value)) {
        if (Object.hasOwn(fields, name)) continue;
        refuse(report, `${path}.${name}`, 'is not a field of this map');
        sound = false;
      }
      return sound ? { M: stored } : undefined;
    },
    decode(value, path) {
      if (value.M === undefined) return undecodable(path, 'M', value);
      const seen: Record<string, unknown> = {};
      for (const { name, field, stored } of entries) {
        const each = value.M[stored];
        if (each !== undefined) {
          if (!field.hidden) seen[name] = field.type.decode(each, path && `${path}.${name}`);
        } else if (field.default !== undefined) seen[name] = field.default;
        else if (!field.optional && !field.hidden)
          throw new DecodeFailed([{ path: `${path}.${name}`, message: 'is missing' }]);
      }
      return seen;
    },
    inside(step) {
      const found = entries.find(({ name }) => name === step);
      if (found === undefined) return undefined;
      const { type, optional, default: fallback } = found.field;
      return { type, stored: found.stored, required: !optional, default: fallback };
    },
  };
}

/** Reads a property, of a getter of the object's class too; what every object has by birth is none. */
export function propertyOf(value: { readonly [name: string]: unknown }, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(value, name) ? undefined : value[name];
}

export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  if (!isObject(value) || Array.isArray(value) || isThenable(value)) return false;
  return !(value instanceof Set || value instanceof Map || value instanceof Date || value instanceof Uint8Array);
}

/** Returns whether an object is of no class: of others, such as errors and URLs, properties alone would be stored. */
export function isPlain(value: unknown): value is { readonly [name: string]: unknown } {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of plain objects is another one in each realm, and has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
