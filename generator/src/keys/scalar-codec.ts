import { type AttributeType, codecs } from '@tenantry/runtime/key-templates';
import type { Field, Type } from '../model/type.js';

/** Returns the codec with which the client writes a value of the type; undefined for types that a schema cannot write down. */
export function scalarCodec(type: Type): AttributeType | undefined {
  switch (type.kind) {
    case 'string':
      return codecs.string(type);
    case 'number':
      return codecs.number(type);
    case 'integer':
      return codecs.integer(type);
    case 'bigint':
      return codecs.bigint();
    case 'decimal':
      return codecs.decimal();
    case 'boolean':
      return codecs.boolean();
    case 'datetime':
      return codecs.datetime(type);
    case 'date':
      return codecs.date(type);
    case 'enum':
      return codecs.enumeration(...type.values);
    case 'json':
      return codecs.json();
    default:
      return undefined;
  }
}

/** A value as reads return it, or the client's own reason why it is none. */
export type CheckedValue =
  | { readonly value: unknown; readonly problem?: never }
  | { readonly value?: never; readonly problem: string };

/** Writes and reads a value with the client's codec. */
export function checkValue(codec: AttributeType, given: unknown): CheckedValue {
  const problems: string[] = [];
  try {
    const stored = codec.encode(given, '', ({ message }) => problems.push(message));
    const [problem] = problems;
    if (stored === undefined || problem !== undefined) return { problem: problem ?? 'is refused' };
    return { value: codec.decode(stored, '') };
  } catch {
    return { problem: 'cannot be read back' };
  }
}

/** Whole numbers of a bigint are written in quotes: YAML would read those beyond 2^53 as others. */
const WHOLE = /^(?:0|-?[1-9]\d*)$/;

/** Checks the default of a field as the client takes it. */
export function checkDefault(type: Type, given: NonNullable<Field['default']>): CheckedValue {
  const codec = scalarCodec(type);
  if (codec === undefined) return { problem: `a ${type.kind} has no default` };
  if (type.kind !== 'bigint') return checkValue(codec, given);
  if (typeof given !== 'string' || !WHOLE.test(given))
    return { problem: 'it must be a whole number in quotes, such as "12"' };
  return checkValue(codec, BigInt(given));
}
