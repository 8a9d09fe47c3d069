import type { Entity } from '../model/entity.js';
import type { EntityGrant, Role } from '../model/role.js';
import type { RuleContext } from './rule.js';
import { holdsBroken } from './rule.js';

/** One family of partitions that a grant opens: that of the primary key, or of an access pattern. */
export interface Reach {
  readonly pattern: string;
  readonly scope: string | undefined;
}

/** Queries go through the access patterns of the grant; everything else to the primary key. */
export function reachOf(grant: EntityGrant, entity: Entity): readonly Reach[] {
  const queries = grant.actions.includes('query');
  const primary = grant.actions.some((action) => action !== 'query') || grant.accessPatterns.includes('primary');
  const patterns = entity.accessPatterns.filter(({ name }) => queries && grant.accessPatterns.includes(name));
  return [
    ...(primary ? [{ pattern: 'primary', scope: entity.key.scope }] : []),
    ...patterns.map(({ name, scope }) => ({ pattern: name, scope })),
  ];
}

/** Returns whether the schema says `unscoped: true`: a partition that only lacks its scope is reported as that. */
export function isUnscoped(entity: Entity, pattern: string, { raw }: RuleContext): boolean {
  const written = raw.entities?.[entity.name];
  return (pattern === 'primary' ? written?.key : written?.indexes?.[pattern])?.unscoped === true;
}

/** A pattern of a global index that lacks its partition has a problem of its own. */
function hasPartitions(entity: Entity, grant: EntityGrant, { model, raw }: RuleContext): boolean {
  const table = model.tables.find(({ name }) => name === entity.table);
  return entity.accessPatterns
    .filter(({ name }) => grant.accessPatterns.includes(name))
    .every(
      ({ name, index }) =>
        raw.entities?.[entity.name]?.indexes?.[name]?.partition !== undefined ||
        table?.indexes.some((each) => each.name === index && each.kind === 'local'),
    );
}

/** Returns whether all that a role grants is known: a grant with a problem of its own says nothing about the tags that it needs. */
export function isWholeRole(role: Role, context: RuleContext): boolean {
  const { entities, scopes } = context.model;
  if (holdsBroken(context, ['entities']) || holdsBroken(context, ['roles', role.name])) return false;
  if (role.tags.some((tag) => scopes.every(({ name }) => name !== tag))) return false;
  return role.grants.every((grant) => {
    if (grant.kind === 'bucket') return true;
    const entity = entities.find(({ name }) => name === grant.entity);
    if (entity === undefined) return false;
    const known = ['primary', ...entity.accessPatterns.map(({ name }) => name)];
    const scoped = reachOf(grant, entity).every(
      (each) => each.scope !== undefined || isUnscoped(entity, each.pattern, context),
    );
    return (
      scoped && hasPartitions(entity, grant, context) && grant.accessPatterns.every((name) => known.includes(name))
    );
  });
}
