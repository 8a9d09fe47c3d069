import type { NamedShape, PlainType, PlannedType } from '../../plan/planned-type.js';
import { objectType, unionType } from '../print/declaration.js';
import { stringLiteral } from '../print/literal.js';
import type { FileContext } from './context.js';

const SET_ITEMS = { string: 'string', number: 'number', binary: 'Uint8Array' } as const;

/** The type of what a read returns. */
export function outputType(type: PlannedType, context: FileContext): string {
  return typeText(type, context, 'output');
}

/** The type of what `create`, `put`, `set` and key builders take. */
export function inputType(type: PlannedType, context: FileContext): string {
  return typeText(type, context, 'input');
}

export const enumUnion = (values: readonly string[], used: number): string =>
  unionType(values.map(stringLiteral), used);

function typeText(type: PlannedType, context: FileContext, side: 'input' | 'output'): string {
  switch (type.kind) {
    case 'plain':
      return plainType(type.type, context, side);
    case 'enum':
      return context.entityType(type.name);
    case 'list':
      return `readonly ${parenthesised(typeText(type.items, context, side))}[]`;
    case 'record':
      return `{ readonly [key: string]: ${typeText(type.values, context, side)} }`;
    case 'map':
      return context.entityType(shapeName(type.shape, side));
    case 'reference':
      return context.file.type(shapeName(type.shape, side), context.module('types'));
    case 'union':
      return type.variants
        .map(({ tag, shape }) => {
          const name = context.file.type(shapeName(shape, side), context.module('types'));
          return `(${objectType([{ name: type.discriminator, type: stringLiteral(tag) }])} & ${name})`;
        })
        .join(' | ');
  }
}

export const shapeName = (shape: NamedShape, side: 'input' | 'output'): string =>
  side === 'input' && shape.hasInput ? `${shape.name}Input` : shape.name;

function plainType(type: PlainType, context: FileContext, side: 'input' | 'output'): string {
  switch (type.kind) {
    case 'string':
    case 'decimal':
    case 'date':
      return 'string';
    case 'number':
    case 'integer':
    case 'ttl':
      return 'number';
    case 'bigint':
    case 'boolean':
      return type.kind;
    case 'binary':
      return 'Uint8Array';
    case 'datetime':
      return side === 'input' ? context.runtimeType('DateTimeInput') : 'string';
    case 'set':
      return side === 'input'
        ? `${context.runtimeType('SetInput')}<${SET_ITEMS[type.items]}>`
        : `ReadonlySet<${SET_ITEMS[type.items]}>`;
    case 'json':
      return context.runtimeType('Json');
  }
}

/** The type of the attribute in conditions and filters. */
export function attributeType(type: PlannedType, context: FileContext): string {
  switch (type.kind) {
    case 'plain':
      return plainAttributeType(type.type, context);
    case 'enum':
      return `${context.runtimeType('EnumAttribute')}<${type.name}>`;
    case 'list':
      return `${context.runtimeType('ListAttribute')}<${attributeType(type.items, context)}>`;
    case 'record':
      return `${context.runtimeType('RecordAttribute')}<${attributeType(type.values, context)}>`;
    case 'map':
      return `${context.runtimeType('MapAttribute')}<${type.shape.name}Attributes>`;
    case 'reference':
      return `${context.runtimeType('MapAttribute')}<${shapeAttributes(type.shape, context)}>`;
    case 'union': {
      const tags = `${context.runtimeType('DiscriminatorAttribute')}<${type.variants.map(({ tag }) => stringLiteral(tag)).join(' | ')}>`;
      const variants = type.variants.map(({ shape }) => shapeAttributes(shape, context));
      const all = [objectType([{ name: type.discriminator, type: tags }]), ...variants].join(' & ');
      return `${context.runtimeType('MapAttribute')}<${all}>`;
    }
  }
}

const shapeAttributes = (shape: NamedShape, context: FileContext): string =>
  context.file.type(`${shape.name}Attributes`, context.module('types'));

const ATTRIBUTE_TYPES = {
  string: 'StringAttribute',
  decimal: 'DecimalAttribute',
  date: 'DateAttribute',
  datetime: 'DateTimeAttribute',
  number: 'NumberAttribute',
  integer: 'NumberAttribute',
  ttl: 'NumberAttribute',
  bigint: 'BigIntAttribute',
  boolean: 'BooleanAttribute',
  binary: 'BinaryAttribute',
  json: 'JsonAttribute',
} as const;

function plainAttributeType(type: PlainType, context: FileContext): string {
  if (type.kind === 'set') return `${context.runtimeType('SetAttribute')}<${SET_ITEMS[type.items]}>`;
  return context.runtimeType(ATTRIBUTE_TYPES[type.kind]);
}

const parenthesised = (text: string): string => (/[ |&]/.test(text) && !text.startsWith('{') ? `(${text})` : text);
