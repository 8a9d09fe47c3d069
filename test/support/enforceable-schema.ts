import { readFileSync } from 'node:fs';
import type { Environment, Model } from '../../generator/src/model/model.js';
import type { Role } from '../../generator/src/model/role.js';
import { policyDocuments } from '../../generator/src/policy/documents.js';
import { readSchema } from '../../generator/src/read-schema.js';

/**
 * The model of a schema. One that is about something else than access gets what it lacks: an account, a role, a way to a
 * session.
 */
export function enforceable(file: string): Model {
  const source = { file, text: readFileSync(file, 'utf8') };
  const model = read([source]);
  const lacking = accessTo(model);
  if (Object.keys(lacking).length === 0) return model;
  return read([source, { file: 'access.yaml', text: JSON.stringify({ version: 1, ...lacking }) }]);
}

function read(sources: Parameters<typeof readSchema>[0]): Model {
  const { model, diagnostics } = readSchema(sources);
  if (model === undefined) throw new Error(diagnostics.map(({ summary }) => summary).join(' '));
  return model;
}

/** Adds the access that the schema lacks. Its tenants' role may read and write everything that is a tenant's. */
function accessTo({ entities, environments, identity, roles, scopes, tables }: Model): object {
  const tagged = scopes.filter(({ principalTag }) => principalTag !== undefined).map(({ name }) => name);
  const owned = entities.filter(({ key }) => tagged.includes(key.scope ?? ''));
  const grants = Object.fromEntries(owned.map(({ name }) => [name, ['read', 'write']]));
  const names = Object.fromEntries(tables.map(({ name }) => [name, `${name}-dev`]));
  return {
    ...(environments.length === 0 && {
      environments: { dev: { account: '111122223333', region: 'eu-west-1', tables: names } },
    }),
    ...(roles.every(({ unscoped }) => unscoped) && { roles: { everyone: { tags: tagged, grants } } }),
    ...(identity.assumeRole === undefined && { identity: { assumeRole: { trusted: ['role/api'] } } }),
  };
}

export function environmentOf({ environments: [first] }: Model): Environment {
  if (first === undefined) throw new Error('The schema names no environment.');
  return first;
}

/** The roles of tenants, those with the fewest actions first. */
export function tenantRoles(model: Model): readonly Role[] {
  const documents = policyDocuments(model).find(({ environment }) => environment === environmentOf(model).name);
  const actions = (name: string): number =>
    (documents?.roles.find(({ role }) => role === name)?.identity ?? [])
      .flatMap(({ Statement }) => Statement)
      .reduce((sum, { Action }) => sum + [Action].flat().length, 0);
  return model.roles
    .filter(({ tags, unscoped }) => tags.length > 0 && !unscoped)
    .sort((a, b) => actions(a.name) - actions(b.name));
}
