import type { Entity } from '../../model/entity.js';
import type { EntityGrant } from '../../model/role.js';
import { scopeParameters, writtenByUpdates } from '../limited-attributes.js';
import type { Family } from '../proof/family.js';
import { demandsOn } from '../verify/needs.js';
import type { RoleCase } from '../verify/role-case.js';
import { type Target, touchId } from '../verify/targets.js';
import { type AccessRow, IAM_ACTION } from './access-row.js';
import { keyAttributes } from './key-attributes.js';
import { IMPLIED } from './reason.js';

/**
 * Lists the attributes that a grant leaves out and that are allowed all the same, because something else that the role does
 * on the same keys needs them: IAM sees partition keys and names of attributes, and neither entities nor purposes.
 */
export function otherAttributeRows(
  subject: RoleCase,
  entity: Entity,
  grant: EntityGrant | undefined,
  row: AccessRow,
  target: Target,
  keys: readonly Family[],
): readonly AccessRow[] {
  if (grant?.attributes === undefined || !row.declared || !row.effective) return [];
  const { role, accessPattern, action } = row;
  const known = new Set([
    ...grant.attributes,
    ...scopeParameters(subject.model, entity, target.index),
    ...keyAttributes(entity, accessPattern),
    ...(action === 'update' ? writtenByUpdates(entity, grant.attributes) : []),
  ]);
  const needs = subject.needs.get(touchId(IAM_ACTION[action], target));
  const requiredAccess = needs === undefined ? [] : demandsOn(needs, keys, subject.caches.families);
  return entity.attributes.flatMap(({ name, storedName }): readonly AccessRow[] => {
    if (known.has(name)) return [];
    const found = requiredAccess.find(({ attributes }) => attributes === undefined || attributes.includes(storedName));
    if (found === undefined) return [];
    const reason =
      found.entity !== entity.name
        ? `IAM sees partition keys only, and this one is shared with ${found.entity}, for which ${name} is granted`
        : found.implied === undefined
          ? 'a condition on it and a change of it look alike to IAM, and an update is conditioned on what index keys are made of'
          : IMPLIED[found.implied];
    return [
      { role, entity: entity.name, accessPattern, action, attribute: name, declared: false, effective: true, reason },
    ];
  });
}
