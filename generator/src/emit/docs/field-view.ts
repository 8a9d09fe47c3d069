import type { Field, Type } from '../../model/type.js';
import { code, type Span, type Words } from './span.js';

/** An attribute of an entity or a field of a named type. */
export interface FieldView {
  readonly name: Span;
  readonly type: Span;
  readonly description: string | undefined;
  /** What limits its values, and what is special about it. */
  readonly notes: readonly Words[];
}

export const fieldView = (field: Field): FieldView => ({
  name: code(field.name),
  type: code(typeWords(field.type)),
  description: field.description,
  notes: [...typeLimits(field.type), ...fieldNotes(field)],
});

/** A type in the words of the schema language: `set<string>`, `free | pro`, `{ kind: string, expires: date }[]`. */
function typeWords(type: Type): string {
  switch (type.kind) {
    case 'enum':
      return type.values.join(' | ');
    case 'list': {
      const items = typeWords(type.items);
      return items.includes(' | ') ? `(${items})[]` : `${items}[]`;
    }
    case 'set':
      return `set<${type.items}>`;
    case 'map': {
      const fields = type.fields.map(
        ({ name, optional, type: its }) => `${name}${optional ? '?' : ''}: ${typeWords(its)}`,
      );
      return `{ ${fields.join(', ')} }`;
    }
    case 'record':
      return `record<${typeWords(type.values)}>`;
    case 'reference':
      return type.name;
    case 'union':
      return type.variants.map((variant) => variant.type).join(' | ');
    default:
      return type.kind;
  }
}

function typeLimits(type: Type): readonly Words[] {
  switch (type.kind) {
    case 'string':
      return [
        ...(type.format === undefined ? [] : [[type.format]]),
        ...bounds(type.minLength, type.maxLength, ' characters'),
        ...(type.pattern === undefined ? [] : [['matches', code(type.pattern)]]),
      ];
    case 'number':
    case 'integer':
      return bounds(type.min, type.max, '');
    case 'datetime':
    case 'date':
      return type.store === 'iso' ? [] : [[`stored as ${type.store.replace('-', ' ')}`]];
    case 'ttl':
      return type.after === undefined ? [] : [[`${duration(type.after)} after the write`]];
    case 'union':
      return [['told apart by', code(type.discriminator)]];
    default:
      return [];
  }
}

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

function bounds(least: number | undefined, most: number | undefined, unit: string): readonly Words[] {
  if (least === undefined && most === undefined) return [];
  if (most === undefined) return [[`at least ${least}${unit}`]];
  return [[least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`]];
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** Seconds in the largest unit that counts them exactly. */
function duration(seconds: number): string {
  const [size, name] = UNITS.find(([each]) => seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
