import type { Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { maxSessionSeconds, roleAssumption } from '../../model/role-assumption.js';
import { breaking, type Change, matched, widening } from './change.js';

/** Lists changes of what single roles say of their sessions; `sessionChanges` has those of `identity.assumeRole`. */
export function roleSessionChanges(before: Model, after: Model): readonly Change[] {
  return matched<Role>(before.roles, after.roles).kept.flatMap(([then, now]) => {
    const [was, is] = [roleAssumption(before, then), roleAssumption(after, now)];
    const path = `roles.${now.name}`;
    const own = (key: 'trusted' | 'externalId' | 'maxSessionSeconds'): boolean =>
      then[key] !== undefined || now[key] !== undefined || then.unscoped !== now.unscoped;
    return [
      ...(own('trusted') ? listed(`${path}.trusted`, 'principal', was?.trusted ?? [], is?.trusted ?? []) : []),
      ...listed(`${path}.auditTags`, 'audit tag', then.auditTags ?? [], now.auditTags ?? []),
      ...(own('externalId') ? stricter(`${path}.externalId`, 'external id', was?.externalId, is?.externalId) : []),
      ...stricter(
        `${path}.sourceIdentity`,
        'source identity',
        then.sourceIdentity === 'required' ? 'required' : undefined,
        now.sourceIdentity === 'required' ? 'required' : undefined,
      ),
      ...listed(
        `${path}.sourceIdentity`,
        'source identity',
        then.sourceIdentity === undefined ? [] : ['of a caller'],
        now.sourceIdentity === undefined ? [] : ['of a caller'],
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
        ? seconds(path, maxSessionSeconds(before, then), maxSessionSeconds(after, now))
        : []),
    ];
  });
}

const listed = (path: string, what: string, before: readonly string[], after: readonly string[]): readonly Change[] => [
  ...after
    .filter((each) => !before.includes(each))
    .map((each) =>
      widening('session.widened', {
        path,
        summary: `The ${what} ${each} is new.`,
        consequence: 'The role’s trust policy lets it in.',
      }),
    ),
  ...before
    .filter((each) => !after.includes(each))
    .map((each) =>
      breaking('session.narrowed', {
        path,
        summary: `The ${what} ${each} is gone.`,
        consequence: 'Calls with it get no sessions of the role any more.',
      }),
    ),
];

/** A requirement that is dropped widens; one that is new or another breaks callers. */
function stricter(
  path: string,
  what: string,
  before: string | undefined,
  after: string | undefined,
): readonly Change[] {
  if (before === after) return [];
  return [
    after === undefined
      ? widening('session.widened', {
          path,
          summary: `The ${what} is no longer required.`,
          consequence: 'Calls without it begin sessions of the role.',
        })
      : breaking('session.narrowed', {
          path,
          summary: `The ${what} is ${before === undefined ? 'now required' : 'another'}.`,
          consequence: 'Calls without it get no sessions of the role any more.',
        }),
  ];
}

function seconds(path: string, before: number, after: number): readonly Change[] {
  if (before === after) return [];
  const change = {
    path: `${path}.maxSessionSeconds`,
    summary: `Sessions may last ${after} seconds instead of ${before}.`,
  };
  return [
    after > before
      ? widening('session.widened', { ...change, consequence: 'Access that was taken away ends later.' })
      : breaking('session.narrowed', { ...change, consequence: 'Callers that ask for longer ones get none.' }),
  ];
}
