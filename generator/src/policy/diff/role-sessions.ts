import type { Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { maxSessionSeconds, roleAssumption } from '../../model/role-assumption.js';
import { breaking, type Change, matched } from './change.js';
import { type Consequences, listChanges, requirementChanges, secondsChanges } from './session-terms.js';

/** Lists changes of what single roles say of their sessions; `sessionChanges` has those of `identity.assumeRole`. */
export function roleSessionChanges(before: Model, after: Model): readonly Change[] {
  return matched<Role>(before.roles, after.roles).kept.flatMap(([then, now]) => {
    const [was, is] = [roleAssumption(before, then), roleAssumption(after, now)];
    const path = `roles.${now.name}`;
    const own = (key: 'trusted' | 'externalId' | 'maxSessionSeconds'): boolean =>
      then[key] !== undefined || now[key] !== undefined || then.unscoped !== now.unscoped;
    return [
      ...(own('trusted')
        ? listChanges(`${path}.trusted`, 'principal', was?.trusted ?? [], is?.trusted ?? [], OF_ROLE)
        : []),
      ...listChanges(`${path}.auditTags`, 'audit tag', then.auditTags ?? [], now.auditTags ?? [], OF_ROLE),
      ...(own('externalId')
        ? requirementChanges(`${path}.externalId`, 'external id', was?.externalId, is?.externalId, OF_ROLE)
        : []),
      ...requirementChanges(
        `${path}.sourceIdentity`,
        'source identity',
        then.sourceIdentity === 'required' ? 'required' : undefined,
        now.sourceIdentity === 'required' ? 'required' : undefined,
        OF_ROLE,
      ),
      ...listChanges(
        `${path}.sourceIdentity`,
        'source identity',
        then.sourceIdentity === undefined ? [] : ['of a caller'],
        now.sourceIdentity === undefined ? [] : ['of a caller'],
        OF_ROLE,
      ),
      ...(then.perTenant === now.perTenant
        ? []
        : [
            breaking('session.narrowed', {
              path: `${path}.perTenant`,
              summary: now.perTenant ? 'Each tenant has a role of its own now.' : 'All tenants share one role now.',
              consequence: 'The role has another name: sessions of the name before can no longer be begun.',
            }),
          ]),
      ...(own('maxSessionSeconds')
        ? secondsChanges(path, maxSessionSeconds(before, then), maxSessionSeconds(after, now))
        : []),
    ];
  });
}

const OF_ROLE: Consequences = {
  added: 'The role’s trust policy lets it in.',
  removed: 'Calls with it get no sessions of the role any more.',
  optional: 'Calls without it begin sessions of the role.',
  required: 'Calls without it get no sessions of the role any more.',
};
