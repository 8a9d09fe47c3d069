import type { Model } from '../model/model.js';
import type { Field, Type } from '../model/type.js';
import { kindOf } from '../types/kinds.js';

/**
 * Returns whether a named type can hold a value of itself; with `mustHold`, whether every value of it must, so that none
 * could exist.
 */
export function holdsItself(name: string, types: Model['types'], mustHold: boolean): boolean {
  const byName = new Map(types.map((type) => [type.name, type]));
  const seen = new Set<string>();
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const held of namesInFields(byName.get(next)?.fields ?? [], mustHold)) {
      if (held === name) return true;
      if (!seen.has(held)) pending.push(held);
      seen.add(held);
    }
  }
  return false;
}

const namesInFields = (fields: readonly Field[], mustHold: boolean): string[] =>
  fields.filter(({ optional }) => !mustHold || !optional).flatMap(({ type }) => namesIn(type, mustHold));

function namesIn(type: Type, mustHold: boolean): string[] {
  const { fields, elements, names } = kindOf(type).inside(type);
  // A list may be empty, and a union of several types can hold another one.
  return [
    ...namesInFields(fields, mustHold),
    ...(mustHold ? [] : elements.flatMap((element) => namesIn(element.type, mustHold))),
    ...(mustHold && names.length > 1 ? [] : names),
  ];
}
