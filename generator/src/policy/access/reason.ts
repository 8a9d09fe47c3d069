import type { Entity } from '../../model/entity.js';
import type { GrantAction } from '../../model/role.js';
import { type Family, overlap } from '../proof/family.js';
import type { Implied } from '../required-access.js';
import type { Needs } from '../verify/needs.js';
import type { RoleCase } from '../verify/role-case.js';
import { type Target, touchId } from '../verify/targets.js';
import { type AccessRow, IAM_ACTION } from './access-row.js';

export interface Reason {
  readonly reason: string;
  readonly suggestion?: string;
}

/** Explains why a role may do more with an entity than its grants say, or less, and what would change it. */
export function reasons(
  subject: RoleCase,
): (entity: Entity, row: AccessRow, target: Target, keys: readonly Family[]) => Reason {
  const implications = new Map<Needs, ReadonlyMap<string, Implied>>();
  const impliedOf = (needs: Needs): ReadonlyMap<string, Implied> => {
    const known = implications.get(needs) ?? firstImplied(needs);
    implications.set(needs, known);
    return known;
  };
  // Entities that share a partition share the answer.
  const sharing = new Map<string, readonly string[]>();
  const sharedWith = (target: Target, action: GrantAction, keys: readonly Family[]): readonly string[] => {
    const id = [touchId(IAM_ACTION[action], target), ...keys.map((key) => key.id)].join('\n');
    const known = sharing.get(id) ?? entitiesSharing(subject, target, action, keys);
    sharing.set(id, known);
    return known;
  };
  return (entity, { accessPattern, action, declared }, target, keys) => {
    if (declared) return { reason: 'no statement of the policies allows it' };
    if (action === 'scan') return { reason: 'a scan reads the whole table, whatever entity it was granted for' };
    const needs = subject.needs.get(touchId(IAM_ACTION[action], target));
    const implied = needs && impliedOf(needs).get(entity.name);
    if (implied !== undefined) return { reason: IMPLIED[implied] };
    const { partition } = entity.accessPatterns.find(({ name }) => name === accessPattern) ?? entity.key;
    const shared = sharedWith(target, action, keys);
    if (shared.length > 0) {
      return {
        reason: `IAM sees partition keys only, and ${partition} is shared with ${list(shared)}, for which this is granted`,
        ...suggestionFor(subject, entity, accessPattern),
      };
    }
    const wide = [...(needs?.patterns.values() ?? [])].find(({ family }) =>
      keys.some((key) => overlap(family, key, subject.caches.families)),
    );
    return {
      reason:
        wide === undefined
          ? 'a statement allows it that no grant needs'
          : `IAM can match a part of ${wide.required.partition?.text ?? ''} (${wide.required.entity}) only by *, which covers ${partition} as well`,
    };
  };
}

/** By entity, why what is needed goes with something else that is granted. */
function firstImplied({ requiredAccess }: Needs): ReadonlyMap<string, Implied> {
  const found = new Map<string, Implied>();
  for (const { entity, implied } of requiredAccess) {
    if (implied !== undefined && !found.has(entity)) found.set(entity, implied);
  }
  return found;
}

/** A literal segment behind the scope's prefix keeps an entity's partitions from the others', unless a role has the whole scope. */
function suggestionFor(
  { model, role }: RoleCase,
  entity: Entity,
  accessPattern: string,
): { readonly suggestion?: string } {
  const { partition, scope } = entity.accessPatterns.find(({ name }) => name === accessPattern) ?? entity.key;
  const prefix = model.scopes.find(({ name }) => name === scope)?.prefix;
  if (prefix === undefined || role.unscoped || !partition.startsWith(prefix)) return {};
  const [word, rest] = [`#${wordOf(entity.name)}`, partition.slice(prefix.length)];
  // Where the segment stands there already, the others use it too: it needs another name.
  const own = prefix + (rest.startsWith(word) ? `${word}_ITEM${rest.slice(word.length)}` : word + rest);
  return {
    suggestion: `Give ${entity.name} a partition of its own, such as ${own}. A collection that reads it together with the others then needs a query more.`,
  };
}

function entitiesSharing(
  subject: RoleCase,
  target: Target,
  action: GrantAction,
  keys: readonly Family[],
): readonly string[] {
  const needed = subject.needs.get(touchId(IAM_ACTION[action], target))?.keys.values() ?? [];
  const names = [...needed]
    .filter(({ family }) => keys.some((key) => overlap(family, key, subject.caches.families)))
    .flatMap(({ requiredAccess }) => requiredAccess.map(({ entity }) => entity));
  return [...new Set(names)];
}

export const IMPLIED: { readonly [reason in Implied]: string } = {
  'derived-value':
    'an update of what index keys, computed attributes or required sets are made of reads the item first',
  'guarded-write': 'a guarded write goes in a transaction, which returns no items: `returning` reads them',
  'unique-guard': 'a write keeps the guard items of unique attributes, for which it reads the old item',
  'write-guard': 'a guarded write checks this item in the same transaction',
};

const wordOf = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

const list = (names: readonly string[]): string => {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
};
