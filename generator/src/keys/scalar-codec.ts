import { type AttributeType, codecs } from '@tenantry/runtime/key-templates';
import type { Field, Type } from '../model/type.js';
import type { CodecCall } from '../types/kind.js';
import { kindOf } from '../types/kinds.js';

type Codec = (...given: CodecCall['arguments']) => AttributeType;

/** Returns the codec with which the client writes a value of the type; undefined for types that a schema cannot write down. */
export function scalarCodec(type: Type): AttributeType | undefined {
  const kind = kindOf(type);
  const call = kind.default === undefined ? undefined : kind.codec?.(type);
  if (call === undefined) return undefined;
  const codec = (codecs as unknown as { readonly [name: string]: Codec | undefined })[call.codec];
  if (codec === undefined) throw new Error(`The runtime has no codec ${call.codec} for ${type.kind}.`);
  return codec(...call.arguments);
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

/** Checks the default of a field as the client takes it. */
export function checkDefault(type: Type, given: NonNullable<Field['default']>): CheckedValue {
  const codec = scalarCodec(type);
  if (codec === undefined) return { problem: `a ${type.kind} has no default` };
  const read = kindOf(type).default?.read?.(given) ?? { value: given };
  return 'problem' in read ? read : checkValue(codec, read.value);
}
