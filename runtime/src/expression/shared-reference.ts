import type { EntityPlan } from '../entity/plan.js';
import { ValidationFailed } from '../errors/validation-failed.js';
import { and, type Condition, or } from './condition.js';
import { type Reference, referencesOf } from './reference.js';

const METHODS = ['eq', 'lt', 'le', 'gt', 'ge', 'between', 'in', 'exists', 'type', 'beginsWith', 'contains'] as const;

/** Conditions that must hold of every reading of an item: the others may hold of one. */
const ALL = ['ne', 'notExists'] as const;

/** The attributes of all entities of a collection. One that several entities have stands for all of them. */
export function sharedReferences(plans: readonly EntityPlan[]): object {
  const all = {};
  const names = new Set(plans.flatMap((plan) => [...plan.byName.keys()]));
  for (const name of names) {
    const of = (): readonly Reference[] =>
      plans.flatMap((plan) => (referencesOf(plan) as { readonly [label: string]: Reference })[name] ?? []);
    Object.defineProperty(all, name, { enumerable: true, get: () => shared(of()) });
  }
  return all;
}

/** A value that one entity's attribute cannot hold is compared with the others' only. */
function shared(references: readonly Reference[]): object {
  const [only] = references;
  if (only !== undefined && references.every(({ target }) => sameTarget(target, only.target))) return only;
  const reading: { [method: string]: unknown } = {
    size: () => shared(references.map((reference) => reference.size())),
    at: (step: string | number) => shared(attempts(references, (each) => each.at(step) as Reference)),
  };
  const conditions = (method: string, args: readonly unknown[]): readonly Condition[] => {
    const call = (each: Reference): Condition =>
      (each as unknown as { readonly [name: string]: (...args: readonly unknown[]) => Condition })[method]?.(
        ...args,
      ) as Condition;
    const made = attempts(references, call);
    const texts = made.map(({ node }) => JSON.stringify(node));
    return made.filter((_, i) => texts.indexOf(texts[i] as string) === i);
  };
  for (const method of METHODS) reading[method] = (...args: unknown[]) => or(...conditions(method, args));
  for (const method of ALL) reading[method] = (...args: unknown[]) => and(...conditions(method, args));
  for (const name of new Set(references.flatMap(({ target }) => target.type.fields ?? []))) {
    if (name in reading) continue;
    Object.defineProperty(reading, name, { get: () => (reading.at as (step: string) => object)(name) });
  }
  return reading;
}

const sameTarget = (a: Reference['target'], b: Reference['target']): boolean =>
  a.type.name === b.type.name && JSON.stringify(a.path) === JSON.stringify(b.path) && a.type.name !== 'enum';

/** The results of those that take the value; the first refusal when none does. */
function attempts<Result>(references: readonly Reference[], call: (each: Reference) => Result): readonly Result[] {
  const results: Result[] = [];
  let refusal: unknown;
  for (const reference of references) {
    try {
      results.push(call(reference));
    } catch (error) {
      refusal ??= error;
    }
  }
  if (results.length === 0) throw refusal ?? new ValidationFailed('collection', 'filter', []);
  return results;
}
