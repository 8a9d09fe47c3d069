import type { NamedType } from '../model/model.js';
import type { Field, Type } from '../model/type.js';
import { pascalCase } from '../text/names.js';
import { inputDiffers, isOptionalInput, type PlannedField, type PlannedType, type Shape } from './planned-type.js';

export type NamedShapes = ReadonlyMap<string, Shape>;

/** Names the inline enums and maps after where they stand: `Member` + `status` → `MemberStatus`, of a list: `MemberRatingsItem`. */
export function planField(owner: string, field: Field, named: NamedShapes): PlannedField {
  return { field, type: planType(owner + pascalCase(field.name), field.type, named) };
}

function planType(name: string, type: Type, named: NamedShapes): PlannedType {
  switch (type.kind) {
    case 'enum':
      return { kind: 'enum', name, values: type.values };
    case 'list':
      return { kind: 'list', items: planType(`${name}Item`, type.items, named) };
    case 'record':
      return { kind: 'record', values: planType(`${name}Value`, type.values, named) };
    case 'map':
      return { kind: 'map', shape: planShape(name, undefined, type.fields, named) };
    case 'reference':
      return { kind: 'reference', shape: namedShape(named, type.name) };
    case 'union':
      return {
        kind: 'union',
        discriminator: type.discriminator,
        variants: type.variants.map((variant) => ({ tag: variant.tag, shape: namedShape(named, variant.type) })),
      };
    default:
      return { kind: 'plain', type };
  }
}

function planShape(name: string, description: string | undefined, fields: readonly Field[], named: NamedShapes): Shape {
  const planned = fields.map((field) => planField(name, field, named));
  const hasInput = planned.some(
    ({ field, type }) =>
      inputDiffers(type) || (isOptionalInput(field) && !field.optional) || field.compute !== undefined,
  );
  return { name, fields: planned, hasInput, ...(description === undefined ? {} : { description }) };
}

/** The shapes of the schema's `types`, each after those it names. Cycles are refused by validation. */
export function planNamedTypes(types: readonly NamedType[]): NamedShapes {
  const shapes = new Map<string, Shape>();
  const byName = new Map(types.map((type) => [type.name, type]));
  const visit = (type: NamedType): void => {
    if (shapes.has(type.name)) return;
    for (const name of type.fields.flatMap((field) => referencesOf(field.type))) {
      const target = byName.get(name);
      if (target !== undefined) visit(target);
    }
    shapes.set(type.name, planShape(type.name, type.description, type.fields, shapes));
  };
  types.forEach(visit);
  return shapes;
}

function referencesOf(type: Type): readonly string[] {
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'union':
      return type.variants.map((variant) => variant.type);
    case 'list':
      return referencesOf(type.items);
    case 'record':
      return referencesOf(type.values);
    case 'map':
      return type.fields.flatMap((field) => referencesOf(field.type));
    default:
      return [];
  }
}

function namedShape(named: NamedShapes, name: string): Shape {
  const shape = named.get(name);
  if (shape === undefined) throw new Error(`The model names the type ${name}, which it does not hold.`);
  return shape;
}
