import type { Named, RawAcceptance, RawAction, RawGrant, RawRole } from '../parse/raw-schema.js';
import { withoutUndefined } from '../text/without-undefined.js';
import type { Entity } from './entity.js';
import { entriesInOrder } from './order.js';
import type { Acceptance, Grant, GrantAction, Role } from './role.js';

/** The order of actions in the model. */
const GRANT_ACTIONS: readonly GrantAction[] = ['get', 'query', 'put', 'update', 'delete', 'check', 'scan'];

const GROUPS: { readonly read: readonly GrantAction[]; readonly write: readonly GrantAction[] } = {
  read: ['get', 'query'],
  write: ['put', 'update', 'delete', 'check'],
};

export function buildRole(name: string, raw: RawRole, entities: readonly Entity[], buckets: Named<unknown>): Role {
  return withoutUndefined({
    name,
    description: raw.description,
    unscoped: raw.unscoped ?? false,
    tags: raw.tags ?? [],
    grants: entriesInOrder(raw.grants).map(([target, grant]) => buildGrant(target, grant, entities, buckets)),
    accept: raw.accept?.map(buildAcceptance),
    trusted: raw.trusted,
    externalId: externalIdOf(raw.externalId),
    maxSessionSeconds: raw.maxSessionSeconds,
    auditTags: raw.auditTags,
    sourceIdentity: raw.sourceIdentity,
    perTenant: raw.perTenant === true ? (true as const) : undefined,
    additionalStatements: raw.additionalStatements ?? [],
  });
}

/** Returns the value that callers must give; the words that ask for none give none. */
export const externalIdOf = (text: string | undefined): string | undefined =>
  text === 'none' || text === 'optional' ? undefined : text;

function buildGrant(target: string, raw: RawGrant, entities: readonly Entity[], buckets: Named<unknown>): Grant {
  const { actions, accessPatterns, attributes } = typeof raw === 'object' && 'actions' in raw ? raw : { actions: raw };
  const words: readonly RawAction[] = typeof actions === 'string' ? [actions] : actions;
  const entity = entities.find((candidate) => candidate.name === target);
  if (entity === undefined && Object.hasOwn(buckets, target)) {
    return {
      kind: 'bucket',
      bucket: target,
      actions: (['read', 'write'] as const).filter((word) => words.includes(word)),
    };
  }
  const granted = spelledOut(words);
  const everyPattern = ['primary', ...(entity?.accessPatterns ?? []).map((pattern) => pattern.name)];
  return withoutUndefined({
    kind: 'entity' as const,
    entity: target,
    actions: granted,
    accessPatterns: accessPatterns ?? everyPattern,
    attributes,
  });
}

const buildAcceptance = ({ entity, actions, attributes, because }: RawAcceptance): Acceptance =>
  withoutUndefined({
    entities: typeof entity === 'string' ? [entity] : entity,
    actions: spelledOut(typeof actions === 'string' ? [actions] : actions),
    attributes,
    because,
  });

/** `read` and `write` as the actions that they stand for, in the model's order. */
function spelledOut(words: readonly RawAction[]): readonly GrantAction[] {
  const all = new Set(words.flatMap((word) => (word === 'read' || word === 'write' ? GROUPS[word] : [word])));
  return GRANT_ACTIONS.filter((action) => all.has(action));
}
