import type { EntityGrant, GrantAction } from '../../model/role.js';
import { shortestText } from '../proof/chain.js';
import { type Families, type Family, overlapsAny } from '../proof/family.js';
import { sessionOf, tryRequest, variants } from '../verify/probe.js';
import { familiesByTouch, type RoleCase, statementsOn } from '../verify/role-case.js';
import { findTarget, type Target, touchId } from '../verify/targets.js';
import { withAcceptance } from './acceptance.js';
import { type AccessRow, IAM_ACTION } from './access-row.js';
import { keyAttributeRows } from './key-attributes.js';
import { otherAttributeRows } from './other-attributes.js';
import { reasons } from './reason.js';

const ACTIONS = Object.keys(IAM_ACTION) as readonly GrantAction[];

/** Everything a role may do with every entity: read from the policies, not from the grants. */
export function effectiveAccess(subject: RoleCase): readonly AccessRow[] {
  const reaches = reachability(subject);
  const reasonOf = reasons(subject);
  const grants = entityGrants(subject);
  return subject.model.entities.flatMap((entity) => {
    const grant = grants.get(entity.name);
    return ['primary', ...entity.accessPatterns.map(({ name }) => name)].flatMap((accessPattern) => {
      const index = entity.accessPatterns.find(({ name }) => name === accessPattern)?.index;
      const target = findTarget(subject.targets, entity.table, index);
      if (target === undefined) return [];
      const keys = subject.ownKeys(entity, accessPattern);
      const actions = accessPattern === 'primary' ? ACTIONS : (['query'] as const);
      const rows = actions.map((action): AccessRow => {
        const declared = isDeclared(grant, accessPattern, action);
        const effective = reaches(IAM_ACTION[action], target, keys);
        const row = { role: subject.role.name, entity: entity.name, accessPattern, action, declared, effective };
        return declared === effective ? row : { ...row, ...reasonOf(entity, row, target, keys) };
      });
      const attributes = rows.flatMap((row) => [
        ...keyAttributeRows(subject.model, entity, grant, row),
        ...otherAttributeRows(subject, entity, grant, row, target, keys),
      ]);
      return [...rows, ...attributes].map((row) => withAcceptance(subject.role, row));
    });
  });
}

/** By entity. */
const entityGrants = ({ role }: RoleCase): ReadonlyMap<string, EntityGrant> =>
  new Map(role.grants.flatMap((grant) => (grant.kind === 'entity' ? [[grant.entity, grant] as const] : [])));

function isDeclared(grant: EntityGrant | undefined, accessPattern: string, action: GrantAction): boolean {
  if (grant === undefined || !grant.actions.includes(action)) return false;
  const narrowed = action === 'get' || action === 'query';
  return !narrowed || grant.accessPatterns.includes(accessPattern);
}

/** Returns whether some key of a family passes; families that entities share are answered once. */
function reachability(subject: RoleCase): (action: string, target: Target, keys: readonly Family[]) => boolean {
  const familiesOn = familiesByTouch(subject);
  const matches = remembered((families: Families, key: Family) => overlapsAny(families, key, subject.caches.families));
  const free = new Map<string, boolean>();
  const isFree = (action: string, target: Target): boolean => {
    const id = touchId(action, target);
    const known = free.get(id) ?? statementsOn(subject, action, target).some(({ keys }) => keys.patterns === undefined);
    free.set(id, known);
    return known;
  };
  const passes = remembered((_: string, key: Family, action: string, target: Target) =>
    passesFreely(subject, action, target, key),
  );
  return (action, target, keys) =>
    keys.some(
      (key) =>
        matches(familiesOn(action, target), key) ||
        (isFree(action, target) && passes(touchId(action, target), key, action, target)),
    );
}

/** Asks once for each first argument and family. */
function remembered<By, Rest extends readonly unknown[]>(
  ask: (by: By, key: Family, ...rest: Rest) => boolean,
): (by: By, key: Family, ...rest: Rest) => boolean {
  const answers = new Map<By, Map<string, boolean>>();
  return (by, key, ...rest) => {
    const known = answers.get(by) ?? new Map<string, boolean>();
    answers.set(by, known);
    const answer = known.get(key.id) ?? ask(by, key, ...rest);
    known.set(key.id, answer);
    return answer;
  };
}

/** Statements that are not tied to keys in the usual form are asked with one key. */
function passesFreely(subject: RoleCase, action: string, target: Target, key: Family): boolean {
  const keys = action === IAM_ACTION.scan ? {} : { leadingKeys: [shortestText(key.chain)] };
  const probes = variants(subject, { session: sessionOf(subject), action, resource: target.arn, ...keys });
  return probes.some((probe) => tryRequest(subject, probe) !== 'denied');
}
