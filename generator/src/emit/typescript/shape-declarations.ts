import { isOptionalInput, type PlannedField, type PlannedType, type Shape } from '../../plan/planned-type.js';
import { withArticle } from '../../text/names.js';
import { kindOf } from '../../types/kinds.js';
import { interfaceDeclaration, type PropertyPlan, typeDeclaration } from '../print/declaration.js';
import type { FileContext } from './context.js';
import { attributeType, enumUnion, inputType, outputType, shapeName } from './type-text.js';

/** Declarations for the enums and maps written in place, inner ones first. */
export function nestedDeclarations(fields: readonly PlannedField[], context: FileContext): readonly string[] {
  return fields.flatMap(({ type }) => nested(type, context));
}

/** The names that `nestedDeclarations` declares. */
export function nestedNames(fields: readonly PlannedField[]): readonly string[] {
  const namesOf = (type: PlannedType): readonly string[] => {
    switch (type.kind) {
      case 'enum':
        return [type.name];
      case 'list':
        return namesOf(type.items);
      case 'record':
        return namesOf(type.values);
      case 'map':
        return [...nestedNames(type.shape.fields), ...shapeNames(type.shape)];
      case 'plain':
      case 'reference':
      case 'union':
        return [];
    }
  };
  return fields.flatMap(({ type }) => namesOf(type));
}

export const shapeNames = (shape: Shape): readonly string[] => [
  shape.name,
  ...(shape.hasInput ? [shapeName(shape, 'input')] : []),
  `${shape.name}Attributes`,
];

function nested(type: PlannedType, context: FileContext): readonly string[] {
  switch (type.kind) {
    case 'enum':
      return [typeDeclaration(type.name, enumUnion(type.values, `export type ${type.name} = ;`.length))];
    case 'list':
      return nested(type.items, context);
    case 'record':
      return nested(type.values, context);
    case 'map':
      return [...nestedDeclarations(type.shape.fields, context), ...shapeDeclarations(type.shape, context)];
    case 'plain':
    case 'reference':
    case 'union':
      return [];
  }
}

/** Declares the types of a shape: as read, as passed where that differs, and its attributes in conditions. */
export function shapeDeclarations(shape: Shape, context: FileContext): readonly string[] {
  const input = shape.fields.filter(({ field }) => field.compute === undefined);
  return [
    interfaceDeclaration(shape.name, { properties: outputProperties(shape.fields, context) }, shape.description),
    ...(shape.hasInput
      ? [
          interfaceDeclaration(
            `${shape.name}Input`,
            { properties: omissibleProperties(input, context) },
            `The input of ${withArticle(shape.name)}.`,
          ),
        ]
      : []),
    interfaceDeclaration(`${shape.name}Attributes`, { properties: attributeProperties(shape.fields, context) }),
  ];
}

export function outputProperties(fields: readonly PlannedField[], context: FileContext): readonly PropertyPlan[] {
  return fields.map(({ field, type }) => ({
    name: field.name,
    type: outputType(type, context),
    optional: field.optional,
    doc: documentation(field.description, field.deprecated),
  }));
}

export function inputProperties(fields: readonly PlannedField[], context: FileContext): readonly PropertyPlan[] {
  return fields.map(({ field, type }) => ({
    name: field.name,
    type: inputType(type, context),
    optional: isOptionalInput(field),
    doc: documentation(field.description, field.deprecated, defaultText(field)),
  }));
}

/** Input properties of a new item, where undefined means left out. */
export const omissibleProperties = (fields: readonly PlannedField[], context: FileContext): readonly PropertyPlan[] =>
  inputProperties(fields, context).map(orUndefined);

/** Says that undefined is as good as nothing, under `exactOptionalPropertyTypes` too. */
export const orUndefined = (property: PropertyPlan): PropertyPlan =>
  property.optional ? { ...property, type: `${property.type} | undefined` } : property;

export function attributeProperties(fields: readonly PlannedField[], context: FileContext): readonly PropertyPlan[] {
  return fields.map(({ field, type }) => {
    const attribute = attributeType(type, context);
    return { name: field.name, type: field.optional ? `${context.runtimeType('Removable')}<${attribute}>` : attribute };
  });
}

function defaultText({ default: value, generate, type }: PlannedField['field']): string | undefined {
  if (generate === 'created' || generate === 'updated') return 'Default: the time of the write.';
  if (generate !== undefined) return `Default: a new ${generate.toUpperCase()}.`;
  const own = kindOf(type).ownDefault?.(type);
  if (own !== undefined) return `Default: ${own}.`;
  return value === undefined ? undefined : `Default: \`${value}\`.`;
}

function documentation(
  description: string | undefined,
  deprecated: string | true | undefined,
  ...more: (string | undefined)[]
): string | undefined {
  const tag = deprecated === undefined ? undefined : deprecated === true ? '@deprecated' : `@deprecated ${deprecated}`;
  const lines = [description, ...more, tag].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('\n');
}
