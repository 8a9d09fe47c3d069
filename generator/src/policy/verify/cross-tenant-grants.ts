import { isPublic } from '../required-access.js';
import type { RoleCase } from './role-case.js';

/** An access over a tenant's border that the schema declares. Nothing of it is proved: it is meant. */
export interface CrossTenantGrant {
  readonly role: string;
  readonly kind:
    | 'unscoped-role'
    | 'public'
    | 'other-scope'
    | 'additional-statement'
    | 'unscoped-session'
    | 'role-choice';
  readonly entity?: string;
  readonly accessPattern?: string;
  readonly summary: string;
}

/** The declared cross-tenant grants of a role. */
export function crossTenantGrantsOf({ model, role, requiredAccess }: RoleCase): readonly CrossTenantGrant[] {
  const crossTenantGrants = new Map<string, CrossTenantGrant>();
  const add = (crossTenantGrant: CrossTenantGrant): void =>
    void crossTenantGrants.set(JSON.stringify(crossTenantGrant), crossTenantGrant);
  const entities = new Map(model.entities.map((each) => [each.name, each]));
  for (const required of requiredAccess) {
    const { entity, accessPattern } = required;
    const on = { role: role.name, entity, accessPattern };
    const home = entities.get(entity)?.key.scope;
    const pattern = entities.get(entity)?.accessPatterns.find(({ name }) => name === accessPattern);
    if (role.unscoped) {
      add({
        ...on,
        kind: 'unscoped-role',
        summary: `${role.name} is unscoped: it may reach ${entity}.${accessPattern} of every owner.`,
      });
    } else if (isPublic(required)) {
      add({ ...on, kind: 'public', summary: `${entity}.${accessPattern} is public: every session may read it.` });
    } else if (pattern !== undefined && pattern.scope !== home) {
      add({
        ...on,
        kind: 'other-scope',
        summary: `${entity}.${accessPattern} shows a session of the scope ${pattern.scope ?? 'none'} items that belong to the scope ${home ?? 'none'}.`,
      });
    }
  }
  if (role.additionalStatements.length > 0) {
    add({
      role: role.name,
      kind: 'additional-statement',
      summary: `${role.name} has statements of the schema's own, appended as they are.`,
    });
  }
  if (role.unscoped && model.identity.assumeRole !== undefined) {
    add({
      role: role.name,
      kind: 'unscoped-session',
      summary: `The principals of identity.assumeRole.trusted may begin sessions of the unscoped role ${role.name}.`,
    });
  }
  const federated = model.identity.webIdentity !== undefined || model.identity.cognitoIdentityPool !== undefined;
  if (federated && !role.unscoped) {
    add({
      role: role.name,
      kind: 'role-choice',
      summary: `A token with the tags of ${role.name} can begin a session of it: a token does not say which of the roles its bearer has.`,
    });
  }
  return [...crossTenantGrants.values()];
}
