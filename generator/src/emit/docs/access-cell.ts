import type { Entity } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { EntityGrant, GrantAction, Role } from '../../model/role.js';
import type { AccessRow } from '../../policy/access/access-row.js';
import { scopeOf } from '../../policy/derive-required-access.js';
import type { DataAction, RequiredAccess } from '../../policy/required-access.js';

export const ACTIONS: readonly GrantAction[] = ['get', 'query', 'put', 'update', 'delete', 'check', 'scan'];

/**
 * - `granted`: the schema says so, and the policies allow it; `limited`: for some attributes.
 * - `wider`: the policies allow it, the schema does not say so.
 * - `void`: the schema says so, and no policy allows it.
 */
export type ActionState = 'granted' | 'limited' | 'wider' | 'void' | 'none';

/** The items that a role reaches: the caller's own, those that all may read, or, unscoped, everybody's. */
export interface Reach {
  readonly kind: 'own' | 'public' | 'all';
  /** `own tenant`, `public`, `every tenant`. */
  readonly words: string;
}

/** The access of one role to one entity. */
export interface AccessCell {
  readonly role: Role;
  readonly entity: Entity;
  readonly grant: EntityGrant | undefined;
  readonly actions: readonly { readonly action: GrantAction; readonly state: ActionState }[];
  /** Without duplicates, in the order of the access patterns. */
  readonly reach: readonly Reach[];
  /** Where the policies allow more than the schema says. */
  readonly wider: readonly AccessRow[];
}

/** Without `access` the policies are taken to allow what the client's requests need, which is what they are made from. */
export function accessCells(
  model: Model,
  role: Role,
  needed: readonly RequiredAccess[],
  access?: readonly AccessRow[],
): readonly AccessCell[] {
  const requiredAccess = byEntity(needed.filter(({ implied }) => implied === undefined));
  const entries = access && byEntity(access.filter((entry) => entry.role === role.name));
  const grants = byEntity(role.grants.filter((grant) => grant.kind === 'entity'));
  return model.entities.map((entity) => {
    const [own] = grants.get(entity.name) ?? [];
    const here = requiredAccess.get(entity.name) ?? [];
    const known = entries && (entries.get(entity.name) ?? []);
    const wider = known?.filter(({ declared, effective }) => effective && !declared) ?? [];
    return {
      role,
      entity,
      grant: own,
      actions: ACTIONS.map((action) => ({
        action,
        state: stateOf(own, action, allows(here, known, action)),
      })),
      reach: reachOf(model, role, entity, here, wider),
      wider,
    };
  });
}

function byEntity<T extends { readonly entity: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(item.entity);
    if (group === undefined) found.set(item.entity, [item]);
    else group.push(item);
  }
  return found;
}

const IAM_ACTION: { readonly [action in GrantAction]: DataAction } = {
  get: 'GetItem',
  query: 'Query',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
  scan: 'Scan',
};

const allows = (
  requiredAccess: readonly RequiredAccess[],
  entries: readonly AccessRow[] | undefined,
  action: GrantAction,
): boolean =>
  entries === undefined
    ? requiredAccess.some((required) => required.action === IAM_ACTION[action])
    : entries.some((entry) => entry.action === action && entry.effective && entry.attribute === undefined);

function stateOf(grant: EntityGrant | undefined, action: GrantAction, allowed: boolean): ActionState {
  if (!grant?.actions.includes(action)) return allowed ? 'wider' : 'none';
  if (!allowed) return 'void';
  return grant.attributes === undefined ? 'granted' : 'limited';
}

function reachOf(
  model: Model,
  role: Role,
  entity: Entity,
  requiredAccess: readonly RequiredAccess[],
  wider: readonly AccessRow[],
): readonly Reach[] {
  const used = new Set([...requiredAccess, ...wider].map(({ accessPattern }) => accessPattern));
  const keys = [{ ...entity.key, name: 'primary' }, ...entity.accessPatterns].filter(({ name }) => used.has(name));
  const scopes = [...new Set(keys.map(({ scope }) => scope))];
  return scopes.flatMap((name): readonly Reach[] => {
    const open = name !== undefined && scopeOf(model, name)?.parameter === undefined;
    if (role.unscoped)
      return [{ kind: 'all', words: name === undefined ? 'everything' : open ? name : `every ${name}` }];
    return name === undefined ? [] : [open ? { kind: 'public', words: name } : { kind: 'own', words: `own ${name}` }];
  });
}
