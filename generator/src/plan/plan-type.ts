import type { NamedType } from '../model/model.js';
import type { Field, Type } from '../model/type.js';
import { pascalCase } from '../text/names.js';
import { isPlain, kindOf } from '../types/kinds.js';
import type { NamedShape, PlannedField, PlannedType, Shape } from './planned-type.js';
import { isOptionalInput } from './planned-type.js';

/** The facts about the schema's `types` that a use of one needs. */
export interface NamedShapes {
  /** Those of which callers may pass more than they read. */
  readonly withInput: ReadonlySet<string>;
  /** While types are planned: those that are declared already. */
  readonly declared?: ReadonlySet<string>;
}

/** Names the inline enums and maps after where they stand: `Member` + `status` → `MemberStatus`, of a list: `MemberRatingsItem`. */
export function planField(owner: string, field: Field, named: NamedShapes): PlannedField {
  return { field, type: planType(owner + pascalCase(field.name), field.type, named) };
}

function planType(name: string, type: Type, named: NamedShapes): PlannedType {
  if (isPlain(type)) return { kind: 'plain', type };
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
  }
}

function planShape(name: string, description: string | undefined, fields: readonly Field[], named: NamedShapes): Shape {
  return {
    name,
    fields: fields.map((field) => planField(name, field, named)),
    hasInput: inputDiffers(fields, named.withInput),
    ...(description === undefined ? {} : { description }),
  };
}

/** The shapes of the schema's `types`, each after those it names, as far as they do not hold each other. */
export function planNamedTypes(types: readonly NamedType[]): {
  readonly shapes: readonly Shape[];
  readonly named: NamedShapes;
} {
  const withInput = typesWithInput(types);
  const shapes: Shape[] = [];
  const begun = new Set<string>();
  const declared = new Set<string>();
  const byName = new Map(types.map((type) => [type.name, type]));
  const visit = (type: NamedType): void => {
    if (begun.has(type.name)) return;
    begun.add(type.name);
    for (const name of type.fields.flatMap((field) => referencesOf(field.type))) {
      const target = byName.get(name);
      if (target !== undefined) visit(target);
    }
    shapes.push(planShape(type.name, type.description, type.fields, { withInput, declared }));
    declared.add(type.name);
  };
  types.forEach(visit);
  return { shapes, named: { withInput } };
}

function referencesOf(type: Type): readonly string[] {
  const { names, elements, fields } = kindOf(type).inside(type);
  return [...names, ...[...elements, ...fields].flatMap((inner) => referencesOf(inner.type))];
}

const namedShape = ({ withInput, declared }: NamedShapes, name: string): NamedShape => ({
  name,
  hasInput: withInput.has(name),
  ...(declared?.has(name) === false && { later: true }),
});

/** The named types of which callers may pass more than they read: dates take `Date`, sets take arrays, defaults and undefined may be left out. */
function typesWithInput(types: readonly NamedType[]): ReadonlySet<string> {
  const found = new Set<string>();
  // A type that holds such a type is one itself: until no more are found.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { name, fields } of types) if (inputDiffers(fields, found)) found.add(name);
  }
  return found;
}

/** Returns whether a map of these fields is passed in another form than it is read. */
const inputDiffers = (fields: readonly Field[], named: ReadonlySet<string>): boolean =>
  fields.some((field) => typeDiffers(field.type, named) || isOptionalInput(field) || field.compute !== undefined);

function typeDiffers(type: Type, named: ReadonlySet<string>): boolean {
  const { typescript, inside } = kindOf(type);
  const { elements, fields, names } = inside(type);
  return (
    typescript?.(type).input !== undefined ||
    elements.some((element) => typeDiffers(element.type, named)) ||
    inputDiffers(fields, named) ||
    names.some((name) => named.has(name))
  );
}
