import type { PlainType } from '../../model/type.js';
import type { NamedShape, PlannedType } from '../../plan/planned-type.js';
import type { TypeText } from '../../types/kind.js';
import { kindOf } from '../../types/kinds.js';
import { objectType, unionType } from '../print/declaration.js';
import { stringLiteral } from '../print/literal.js';
import type { FileContext } from './context.js';

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
  const { output, input = output } = kindOf(type).typescript(type);
  return printType(side === 'input' ? input : output, context);
}

function printType(type: TypeText, context: FileContext): string {
  if (typeof type === 'string') return type;
  const name = context.runtimeType(type.runtime);
  return type.of === undefined ? name : `${name}<${type.of}>`;
}

/** The type of the attribute in conditions and filters. */
export function attributeType(type: PlannedType, context: FileContext): string {
  switch (type.kind) {
    case 'plain':
      return printType(kindOf(type.type).typescript(type.type).attribute, context);
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

const parenthesised = (text: string): string => (/[ |&]/.test(text) && !text.startsWith('{') ? `(${text})` : text);
