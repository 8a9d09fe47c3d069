import type { Model } from '../model/model.js';
import type { Field, Type } from '../model/type.js';

/**
 * Whether a named type can hold a value of itself; with `mustHold`, whether every value of it must, so that none could
 * exist.
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
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'map':
      return namesInFields(type.fields, mustHold);
    case 'list':
      return mustHold ? [] : namesIn(type.items, mustHold);
    case 'record':
      return mustHold ? [] : namesIn(type.values, mustHold);
    case 'union':
      return mustHold && type.variants.length > 1 ? [] : type.variants.map((variant) => variant.type);
    default:
      return [];
  }
}
