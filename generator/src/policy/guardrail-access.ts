import { listOf, readAction } from '@tenantry/iam';
import type { Model, Scope } from '../model/model.js';
import type { Role } from '../model/role.js';
import { deriveRequiredAccess } from './derive-required-access.js';
import { roleTags } from './trust-policy.js';

/** Lists the tenant roles that need a table, grouped by the tags of their sessions: one statement speaks of a group. */
export function guardedRoles(model: Model, table: string): readonly (readonly Role[])[] {
  const groups = new Map<string, Role[]>();
  for (const role of model.roles.filter(({ unscoped }) => !unscoped)) {
    if (!deriveRequiredAccess(model, role).some((required) => required.table === table)) continue;
    const tags = roleTags(model, role).join();
    groups.set(tags, [...(groups.get(tags) ?? []), role]);
  }
  return [...groups.values()];
}

/**
 * Lists the actions that sessions of some roles are meant to use on a table: those that their clients send, and those that
 * describe tables and that the roles' own statements name. Whatever else there is, and whatever AWS adds, is denied.
 */
export function meantActions(model: Model, roles: readonly Role[], table: string): readonly string[] {
  const sent = roles
    .flatMap((role) => deriveRequiredAccess(model, role))
    .filter((required) => required.table === table)
    .map(({ action }) => `dynamodb:${action}`);
  const described = roles
    .flatMap(({ additionalStatements }) => additionalStatements)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action as string | readonly string[] | undefined))
    .map((text) => readAction(text))
    .filter(({ classes }) => classes.size === 1 && classes.has('describing'))
    .flatMap(({ matches }) => matches);
  return [...new Set([...sent, ...described])].sort();
}

/** A scope of which roles need keys on a table, and how the keys that they need go on after its prefix. */
export interface NeededScope {
  readonly scope: Scope;
  /** Nothing where the prefix is the whole key, `{` where a parameter follows, else the character that follows. */
  readonly continuations: readonly string[];
}

/** Lists the scopes of which some roles need keys on a table, guard items of unique attributes among them. */
export function neededScopes(model: Model, roles: readonly Role[], table: string): readonly NeededScope[] {
  const requiredAccess = roles
    .flatMap((role) => deriveRequiredAccess(model, role))
    .filter((required) => required.table === table);
  return model.scopes.flatMap((scope) => {
    const own = requiredAccess.flatMap((required) =>
      required.scope?.name === scope.name ? (required.partition?.text ?? []) : [],
    );
    const texts = own.filter((partition) => partition.startsWith(scope.prefix));
    const continuations = new Set(texts.map((partition) => [...partition.slice(scope.prefix.length)][0] ?? ''));
    return continuations.size === 0 ? [] : [{ scope, continuations: [...continuations].sort() }];
  });
}
