import type { Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import type { AccessRow } from '../access/access-row.js';
import { effectiveAccess } from '../access/effective-access.js';
import { rolePolicies } from '../role-policy.js';
import { noCaches, roleCase } from '../verify/role-case.js';
import { breaking, type Change, fromTo, matched, same, shown, widening } from './change.js';

/**
 * Changes of what roles may do, read from the policies of both models and not from their grants: so a key that moves into
 * another partition shows as well as a grant.
 */
export function accessChanges(before: Model, after: Model): readonly Change[] {
  const { added, removed, kept } = matched(before.roles, after.roles);
  return [
    ...added.map((role) =>
      widening('role.added', {
        path: `roles.${role.name}`,
        summary: `The role ${role.name} is new${role.unscoped ? ' and unscoped' : ''}.`,
        consequence: `Principals that may begin its sessions may ${listed(rowsOf(after, role).filter(({ effective }) => effective))}.`,
      }),
    ),
    ...removed.map(({ name }) =>
      breaking('role.removed', {
        path: `roles.${name}`,
        summary: `The role ${name} is gone.`,
        consequence: 'Its callers lose all access once its policy is removed.',
      }),
    ),
    ...kept.flatMap(([then, now]) => [...roleChanges(then, now), ...rowChanges(then, now, before, after)]),
  ];
}

function rowsOf(model: Model, role: Role): readonly AccessRow[] {
  const [environment] = model.environments;
  if (environment === undefined) return [];
  return effectiveAccess(roleCase(model, environment, role, rolePolicies(model, role, environment), noCaches()));
}

const listed = (rows: readonly AccessRow[]): string => {
  const byPattern = new Map<string, string[]>();
  for (const { entity, accessPattern, action, attribute } of rows) {
    const pattern = accessPattern === 'primary' ? entity : `${entity}.${accessPattern}`;
    const name = attribute === undefined ? pattern : `${attribute} of ${pattern}`;
    byPattern.set(name, [...(byPattern.get(name) ?? []), action]);
  }
  const parts = [...byPattern].map(([name, actions]) => `${actions.join(', ')} ${name}`);
  return parts.length === 0 ? 'do nothing' : parts.join('; ');
};

function rowChanges(before: Role, after: Role, old: Model, now: Model): readonly Change[] {
  const [then, rows] = [rowsOf(old, before), rowsOf(now, after)];
  const [wasAllowed, isAllowed] = [allowedBy(before, then), allowedBy(after, rows)];
  // Access that the schema accepts was reviewed in the change that accepts it.
  const gained = rows.filter((row) => row.effective && !wasAllowed(row) && row.accepted === undefined);
  const lost = then.filter((row) => row.effective && !isAllowed(row));
  const path = `roles.${after.name}`;
  return [
    ...grouped(gained).map((group) =>
      widening('access.widened', {
        path,
        summary: `${after.name} may now ${listed(group)}.`,
        consequence: group.some(({ declared }) => !declared)
          ? `Not all of it is granted: ${group.find(({ declared }) => !declared)?.reason ?? 'the policies are wider than the grants'}.`
          : 'Sessions that have begun already have it too, as soon as the policy is deployed.',
      }),
    ),
    ...grouped(lost).map((group) =>
      breaking('access.narrowed', {
        path,
        summary: `${after.name} may no longer ${listed(group)}.`,
        consequence: 'Callers that still do it are denied.',
      }),
    ),
  ];
}

const idOf = ({ entity, accessPattern, action, attribute }: AccessRow): string =>
  JSON.stringify([entity, accessPattern, action, attribute]);

/**
 * Returns whether a role may do what a row says: an attribute in a key is also readable where the grant names it, or all of
 * them.
 */
function allowedBy({ grants }: Role, rows: readonly AccessRow[]): (row: AccessRow) => boolean {
  const effective = new Set(rows.flatMap((row) => (row.effective ? [idOf(row)] : [])));
  return (row) => {
    const { attribute, ...whole } = row;
    if (effective.has(idOf(row))) return true;
    if (attribute === undefined || !effective.has(idOf(whole))) return false;
    const grant = grants.find((each) => each.kind === 'entity' && each.entity === row.entity);
    return grant?.kind !== 'entity' || (grant.attributes?.includes(attribute) ?? true);
  };
}

/** Per entity, so that each change can be reviewed by itself. */
function grouped(rows: readonly AccessRow[]): readonly (readonly AccessRow[])[] {
  const groups = new Map<string, AccessRow[]>();
  for (const row of rows) groups.set(row.entity, [...(groups.get(row.entity) ?? []), row]);
  return [...groups.values()];
}

function roleChanges(before: Role, after: Role): readonly Change[] {
  const path = `roles.${after.name}`;
  const changes: Change[] = [];
  if (before.unscoped !== after.unscoped) {
    const told = {
      path: `${path}.unscoped`,
      summary: `${after.name} becomes ${after.unscoped ? 'unscoped' : 'scoped'}.`,
    };
    changes.push(
      after.unscoped
        ? widening('role.changed', { ...told, consequence: 'Its sessions reach the items of every tenant.' })
        : breaking('role.changed', { ...told, consequence: 'Its sessions reach their own scope only.' }),
    );
  }
  if (!same([...before.tags].sort(), [...after.tags].sort())) {
    changes.push(
      breaking('role.changed', {
        path: `${path}.tags`,
        summary: `The tags of ${after.name} change ${fromTo(before.tags, after.tags)}.`,
        consequence:
          'Sessions begin only with exactly the new tags: deploy whoever begins them together with the trust policy.',
      }),
    );
  }
  changes.push(
    ...limitChanges(path, before, after),
    ...bucketChanges(path, before, after),
    ...statementChanges(path, before, after),
  );
  return changes;
}

/** Access to fewer or more attributes does not show in the rows. */
function limitChanges(path: string, before: Role, after: Role): readonly Change[] {
  return after.grants.flatMap((grant): readonly Change[] => {
    const then = before.grants.find(
      (each) => each.kind === 'entity' && grant.kind === 'entity' && each.entity === grant.entity,
    );
    if (grant.kind !== 'entity' || then?.kind !== 'entity' || same(then.attributes, grant.attributes)) return [];
    const told = {
      path: `${path}.grants.${grant.entity}.attributes`,
      summary: `The attributes of ${grant.entity} that ${after.name} may read change ${fromTo(then.attributes ?? 'all', grant.attributes ?? 'all')}.`,
    };
    const wider =
      then.attributes !== undefined &&
      (grant.attributes === undefined || grant.attributes.some((name) => !then.attributes?.includes(name)));
    return [
      wider
        ? widening('access.widened', { ...told, consequence: 'Its sessions see more of each item.' })
        : breaking('access.narrowed', { ...told, consequence: 'Callers that read the others are denied.' }),
    ];
  });
}

function bucketChanges(path: string, before: Role, after: Role): readonly Change[] {
  const actions = ({ grants }: Role): ReadonlyMap<string, readonly string[]> =>
    new Map(grants.flatMap((grant) => (grant.kind === 'bucket' ? [[grant.bucket, grant.actions] as const] : [])));
  const [then, now] = [actions(before), actions(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((bucket): readonly Change[] => {
    const gained = (now.get(bucket) ?? []).filter((action) => !then.get(bucket)?.includes(action));
    const lost = (then.get(bucket) ?? []).filter((action) => !now.get(bucket)?.includes(action));
    const at = `${path}.grants.${bucket}`;
    return [
      ...(gained.length > 0
        ? [
            widening('access.widened', {
              path: at,
              summary: `${after.name} may now ${gained.join(', ')} the bucket ${bucket}.`,
              consequence: 'Within its own prefix, as soon as the policy is deployed.',
            }),
          ]
        : []),
      ...(lost.length > 0
        ? [
            breaking('access.narrowed', {
              path: at,
              summary: `${after.name} may no longer ${lost.join(', ')} the bucket ${bucket}.`,
              consequence: 'Callers that still do it are denied.',
            }),
          ]
        : []),
    ];
  });
}

const statementChanges = (path: string, before: Role, after: Role): readonly Change[] =>
  same(before.additionalStatements, after.additionalStatements)
    ? []
    : [
        widening('role.changed', {
          path: `${path}.additionalStatements`,
          summary: `The statements of the schema's own of ${after.name} change ${fromTo(before.additionalStatements.length, after.additionalStatements.length)} statements: ${shown(after.additionalStatements)}.`,
          consequence:
            'They are appended as they are. What they allow is not worked out, so the change counts as a widening.',
        }),
      ];
