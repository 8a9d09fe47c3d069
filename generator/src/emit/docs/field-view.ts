import type { Field, Type } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { code, type Span, type Words } from './span.js';

/** An attribute of an entity or a field of a named type. */
export interface FieldView {
  readonly name: Span;
  readonly type: Span;
  readonly description: string | undefined;
  /** Limits of its values, and its particulars. */
  readonly notes: readonly Words[];
}

export const fieldView = (field: Field): FieldView => ({
  name: code(field.name),
  type: code(typeWords(field.type)),
  description: field.description,
  notes: [...typeLimits(field.type), ...fieldNotes(field)],
});

/** A type in the words of the schema language: `set<string>`, `free | pro`, `{ kind: string, expires: date }[]`. */
const typeWords = (type: Type): string => kindOf(type).words(type, typeWords);

const typeLimits = (type: Type): readonly Words[] =>
  (kindOf(type).notes?.(type) ?? []).map((note) =>
    note.map((part) => (typeof part === 'string' ? part : code(part.code))),
  );

function fieldNotes(field: Field): readonly Words[] {
  const { deprecated, generate, default: value, compute, name, storedName } = field;
  return [
    ...(field.optional ? [['optional']] : []),
    ...(generate === undefined ? [] : [[GENERATED[generate]]]),
    ...(value === undefined ? [] : [['default', code(String(value))]]),
    ...(compute === undefined ? [] : [['computed from', code(compute)]]),
    ...(field.readonly ? [['set once']] : []),
    ...(field.hidden ? [['hidden']] : []),
    ...(field.sensitive ? [['sensitive']] : []),
    ...(storedName === name ? [] : [['stored as', code(storedName)]]),
    ...(deprecated === undefined ? [] : [[deprecated === true ? 'deprecated' : `deprecated: ${deprecated}`]]),
  ];
}

const GENERATED: { readonly [generator in NonNullable<Field['generate']>]: string } = {
  ulid: 'a ULID unless given',
  uuid: 'a UUID unless given',
  created: 'time of creation',
  updated: 'time of the last write',
};
