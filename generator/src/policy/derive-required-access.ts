import { keyTemplate } from '../keys/key-template.js';
import type { ParameterSource } from '../keys/pattern.js';
import type { Entity } from '../model/entity.js';
import type { Model, Scope } from '../model/model.js';
import type { EntityGrant, GrantAction, Role } from '../model/role.js';
import { readsBeforeUpdate } from './derived-sources.js';
import { limitedAttributes } from './limited-attributes.js';
import type { DataAction, Implied, RequiredAccess } from './required-access.js';

/** The IAM actions that check a single request of each granted action. Transactions are checked by the same. */
const ACTIONS: { readonly [action in GrantAction]: readonly DataAction[] } = {
  get: ['GetItem', 'BatchGetItem'],
  query: ['Query'],
  put: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
  check: ['ConditionCheckItem'],
  scan: ['Scan'],
};

/**
 * Everything the generated client may send to DynamoDB for a role, and nothing else: policies are emitted from this list,
 * and the proof checks documents against it. A key that the role cannot name (it lacks the tag, or the key lies
 * outside every scope) adds no required access, so such a grant fails closed.
 */
export function deriveRequiredAccess(model: Model, role: Role): readonly RequiredAccess[] {
  const known = found.get(model) ?? new Map<Role, readonly RequiredAccess[]>();
  found.set(model, known);
  const requiredAccess =
    known.get(role) ??
    role.grants.flatMap((grant) => (grant.kind === 'entity' ? requiredAccessOfGrant(model, role, grant) : []));
  known.set(role, requiredAccess);
  return requiredAccess;
}

/** Models are values, and each environment, document and table asks again. */
const found = new WeakMap<Model, Map<Role, readonly RequiredAccess[]>>();

function requiredAccessOfGrant(model: Model, role: Role, grant: EntityGrant): readonly RequiredAccess[] {
  const entity = model.entities.find(({ name }) => name === grant.entity);
  if (entity === undefined) return [];
  const requiredAccess: RequiredAccess[] = [];
  const on = (accessPattern: string, actions: readonly DataAction[], implied?: Implied, of: Entity = entity): void => {
    for (const action of actions) {
      const required = requiredAccessOn(model, role, of, accessPattern, action);
      if (required === undefined) continue;
      // Side writes are whole: the limit concerns the granted entity.
      const attributes =
        of === entity
          ? limitedAttributes(model, of, { ...required, ...(implied && { implied }) }, grant.attributes)
          : undefined;
      requiredAccess.push({
        ...required,
        entity: entity.name,
        ...(attributes && { attributes }),
        ...(implied && { implied }),
      });
    }
  };
  const granted = (action: GrantAction): boolean => grant.actions.includes(action);
  const reads = (pattern: string): boolean => grant.accessPatterns.includes(pattern);
  const gets = granted('get') && reads('primary');
  const writes = granted('put') || granted('update') || granted('delete');
  // IAM cannot limit the attributes of a put or a delete, so a limited grant has neither.
  const whole = grant.attributes === undefined;

  if (gets) on('primary', ACTIONS.get);
  if (granted('query')) {
    for (const name of ['primary', ...entity.accessPatterns.map((pattern) => pattern.name)]) {
      if (reads(name)) on(name, ACTIONS.query);
    }
  }
  for (const action of ['put', 'update', 'delete', 'check'] as const) {
    if (granted(action) && (whole || action === 'update' || action === 'check')) on('primary', ACTIONS[action]);
  }
  if (granted('scan') && role.unscoped) on('primary', ACTIONS.scan);
  // A batch carries no conditions and nothing that goes with a write, so the client sends such entries alone.
  const plain = entity.unique.length === 0 && entity.writeGuard === undefined && entity.version === undefined;
  if (granted('put') && granted('delete') && plain && whole) on('primary', ['BatchWriteItem']);
  // A limited read does not show all that an index key is made of.
  if (granted('update') && (!gets || !whole) && readsBeforeUpdate(entity)) on('primary', ['GetItem'], 'derived-value');
  if (writes && entity.writeGuard !== undefined) {
    const guard = model.entities.find(({ name }) => name === entity.writeGuard?.entity);
    if (guard !== undefined) on('primary', ['ConditionCheckItem'], 'write-guard', guard);
    // A transaction returns no items: what `returning` asks for is read before or afterwards.
    if (!gets) on('primary', ['GetItem'], 'guarded-write');
  }
  if (writes && entity.unique.length > 0) {
    // The old item tells which guard items to delete, and guards live in the scope's own partition.
    if (!gets) on('primary', ['GetItem'], 'unique-guard');
    const guards = uniqueGuards(model, entity);
    on('primary', ['PutItem', 'DeleteItem'], 'unique-guard', guards);
  }
  return requiredAccess;
}

/** The guard items of an entity's unique attributes, as an entity of their own. */
function uniqueGuards(model: Model, entity: Entity): Entity {
  const scope = scopeOf(model, entity.key.scope);
  return scope === undefined ? entity : { ...entity, key: { ...entity.key, partition: scope.prefix } };
}

function requiredAccessOn(
  model: Model,
  role: Role,
  entity: Entity,
  accessPattern: string,
  action: DataAction,
): RequiredAccess | undefined {
  const pattern = entity.accessPatterns.find(({ name }) => name === accessPattern);
  const key = pattern ?? entity.key;
  const scope = scopeOf(model, key.scope);
  if (!role.unscoped) {
    if (scope === undefined || action === 'Scan') return undefined;
    if (scope.parameter === undefined ? isWrite(action) : !role.tags.includes(scope.name)) return undefined;
  }
  const source: ParameterSource = {
    attributes: entity.attributes,
    ...(entity.shard && { shard: entity.shard }),
    tagOf: (parameter) => (!role.unscoped && parameter === scope?.parameter ? scope.principalTag : undefined),
  };
  return {
    entity: entity.name,
    accessPattern,
    action,
    table: entity.table,
    ...(pattern && { index: pattern.index }),
    ...(action !== 'Scan' && { partition: keyTemplate(key.partition) }),
    source,
    ...(scope && { scope }),
  };
}

export const scopeOf = (model: Model, name: string | undefined): Scope | undefined =>
  model.scopes.find((scope) => scope.name === name);

const isWrite = (action: DataAction): boolean =>
  action === 'PutItem' || action === 'UpdateItem' || action === 'DeleteItem' || action === 'BatchWriteItem';
