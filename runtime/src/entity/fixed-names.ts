import { memoize } from './memoize.js';
import type { EntityPlan } from './plan.js';

/** Names of attributes that the primary key is made of, directly or through a computed one: no update changes them. */
export const fixedNames: (plan: EntityPlan) => ReadonlySet<string> = /* @__PURE__ */ memoize(findFixed);

function findFixed({ primary, byName }: EntityPlan): ReadonlySet<string> {
  const names = new Set(
    [...primary.partition.attributes, ...(primary.sort?.attributes ?? [])].map(({ label }) => label),
  );
  for (const name of names) {
    for (const source of byName.get(name)?.computed?.parameters ?? []) names.add(source.name);
  }
  return names;
}
