import type { Field } from '../../model/type.js';
import type { NamedShape, PlannedField, PlannedType } from '../../plan/planned-type.js';
import { enumeration } from '../../types/enum.js';
import { type CodecArgument, type CodecCall, codecCall } from '../../types/kind.js';
import { kindOf } from '../../types/kinds.js';
import { array, call, type Expression, literal, object } from '../print/expression.js';
import type { FileContext } from './context.js';

/** `{ type: string({ format: 'email' }), optional: true }`, or the type alone where there is nothing else to say. */
export function attributeExpression(
  { field, type, shards }: PlannedField,
  context: FileContext,
  scopeParameters: ReadonlySet<string>,
): Expression {
  const scope = scopeParameters.has(field.name);
  const codec =
    shards !== undefined
      ? call(context.runtime('shard'), literal(shards))
      : scope
        ? scopeParameter(field, context)
        : codecExpression(type, context);
  const modifiers: readonly (readonly [string, Expression | undefined])[] = [
    ['name', field.storedName === field.name ? undefined : literal(field.storedName)],
    ['optional', flag(field.optional)],
    ['default', defaultExpression(field)],
    ['generate', field.generate === undefined ? undefined : literal(field.generate)],
    ['compute', field.compute === undefined ? undefined : literal(field.compute)],
    ['readonly', flag(field.readonly)],
    ['hidden', flag(field.hidden)],
    ['sensitive', flag(field.sensitive)],
    ['virtual', flag(shards !== undefined)],
  ];
  return modifiers.some(([, value]) => value !== undefined) ? object([['type', codec], ...modifiers]) : codec;
}

function defaultExpression({ type, default: given }: Field): Expression | undefined {
  if (given === undefined) return undefined;
  return kindOf(type).default?.expression?.(given) ?? literal(given);
}

/** `map({ … })` over the fields of a map or a named type. */
export function mapExpression(fields: readonly PlannedField[], context: FileContext): Expression {
  const none: ReadonlySet<string> = new Set();
  return call(
    context.runtime('map'),
    object(fields.map((field) => [field.field.name, attributeExpression(field, context, none)])),
  );
}

function codecExpression(type: PlannedType, context: FileContext): Expression {
  switch (type.kind) {
    case 'plain':
      return codecCallExpression(kindOf(type.type).codec(type.type), context);
    case 'enum':
      return codecCallExpression(enumeration.codec({ kind: 'enum', values: type.values }), context);
    case 'list':
      return call(context.runtime('list'), codecExpression(type.items, context));
    case 'record':
      return call(context.runtime('record'), codecExpression(type.values, context));
    case 'map':
      return mapExpression(type.shape.fields, context);
    case 'reference':
      return namedType(type.shape, context);
    case 'union':
      return call(
        context.runtime('union'),
        literal(type.discriminator),
        object(type.variants.map(({ tag, shape }) => [tag, namedType(shape, context)])),
      );
  }
}

function codecCallExpression({ codec, arguments: given }: CodecCall, context: FileContext): Expression {
  return call(context.runtime(codec), ...given.map(argumentExpression));
}

const argumentExpression = (given: CodecArgument): Expression =>
  typeof given === 'object'
    ? object(Object.entries(given).map(([name, value]): [string, Expression] => [name, literal(value)]))
    : literal(given);

/** The attribute's own limits go with the characters of a session tag. */
const scopeParameter = ({ type }: Field, context: FileContext): Expression =>
  codecCallExpression(codecCall('scopeParameter', type), context);

/** `Address` → `addressType`, the constant in `types.ts`. */
export const namedTypeConstant = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}Type`;

function namedType({ name, later }: NamedShape, context: FileContext): Expression {
  const constant = context.file.value(namedTypeConstant(name), context.module('types'));
  return later ? call(context.runtime('lazy'), `() => ${constant}`) : constant;
}

const flag = (value: boolean): Expression | undefined => (value ? 'true' : undefined);

export const stringArray = (values: readonly string[]): Expression => array(values.map(literal));
