import type { CrossTenantGrant } from '../verify/cross-tenant-grants.js';
import { inWords } from './differences.js';

/** Each cross-tenant grant in a sentence; those that are alike in one. */
export function crossTenantSummaries(crossTenantGrants: readonly CrossTenantGrant[]): readonly string[] {
  const unscoped = new Map<string, string[]>();
  for (const { kind, role, entity, accessPattern } of crossTenantGrants) {
    if (kind === 'unscoped-role') unscoped.set(role, [...(unscoped.get(role) ?? []), `${entity}.${accessPattern}`]);
  }
  const choice = crossTenantGrants.filter(({ kind }) => kind === 'role-choice').map(({ role }) => role);
  return [
    ...new Set(
      crossTenantGrants
        .filter(({ kind }) => kind !== 'unscoped-role' && kind !== 'role-choice')
        .map(({ summary }) => summary),
    ),
    ...[...unscoped].map(([role, on]) => `${role} is unscoped: it may reach ${inWords(on)} of every owner.`),
    ...(choice.length === 0
      ? []
      : [
          `A token with the tags of a role can begin a session of it (${inWords(choice)}): the token does not name the role.`,
        ]),
  ];
}
