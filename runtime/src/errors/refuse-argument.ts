import { RequestRefused } from './request-refused.js';

/** Describes the kind of a value, never its content. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (isThenable(value)) return 'a promise or an unsent request';
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

/** Refuses an argument that no type allows: callers may have none. `what` is what requires it: `Member get`. */
export function refuseArgument(what: string, wanted: string, given: unknown): never {
  throw new RequestRefused(`${what} requires ${wanted}; got ${kindOf(given)}.`);
}

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Returns whether something is still to be awaited: its own properties are none that a caller means. */
export const isThenable = (value: unknown): boolean =>
  isObject(value) && 'then' in value && typeof value.then === 'function';

/** Refuses what is no object of names and values. */
export function asValues<Given>(what: string, wanted: string, given: Given): Given {
  const other = [Set, Map, Date, Uint8Array].some((kind) => given instanceof kind);
  return isObject(given) && !Array.isArray(given) && !other && !isThenable(given)
    ? given
    : refuseArgument(what, wanted, given);
}
