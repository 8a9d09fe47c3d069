import type { NamedType } from '../model/model.js';
import type { Field, Type } from '../model/type.js';
import { kindOf } from '../types/kinds.js';
import { isOptionalInput } from './planned-type.js';

/** The named types of which callers may pass more than they read: dates take `Date`, sets take arrays, defaults and undefined may be left out. */
export function typesWithInput(types: readonly NamedType[]): ReadonlySet<string> {
  const found = new Set<string>();
  // A type that holds such a type is one itself: until no more are found.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { name, fields } of types) if (inputDiffers(fields, found)) found.add(name);
  }
  return found;
}

/** Whether a map of these fields is passed in another form than it is read. */
export const inputDiffers = (fields: readonly Field[], named: ReadonlySet<string>): boolean =>
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
