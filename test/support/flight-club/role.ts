// A hand-written sample of what the generator emits for the tour's Role, for tests of the runtime alone.
import {
  type CheckRequest,
  createAccessor,
  type DeleteRequest,
  type EntityDefinition,
  type GetRequest,
  type PutRequest,
  type QueryRequest,
  type Service,
  type SetAttribute,
  type SetInput,
  type StringAttribute,
  scopeParameter,
  set,
  string,
  type UpdateRequest,
} from '@tenantry/runtime/codegen-v1';
import { tenantScope } from '../../../generated-example/client/scopes.js';
import { appTable } from '../../../generated-example/client/tables.js';

export interface Role {
  readonly tenantId: string;
  readonly roleId: string;
  readonly actions: ReadonlySet<string>;
  readonly name: string;
}

export interface RoleKey {
  readonly tenantId: string;
  readonly roleId: string;
}

export interface RoleInput {
  readonly tenantId: string;
  readonly roleId?: string;
  readonly actions: SetInput<string>;
  readonly name: string;
}

export interface RolePatch {
  readonly actions?: SetInput<string>;
  readonly name?: string;
}

export interface RoleAttributes {
  readonly tenantId: StringAttribute;
  readonly roleId: StringAttribute;
  readonly actions: SetAttribute<string>;
  readonly name: StringAttribute;
}

export interface RoleAccessor {
  get(key: RoleKey): GetRequest<Role>;
  create(item: RoleInput): PutRequest<Role, RoleAttributes>;
  put(item: RoleInput): PutRequest<Role, RoleAttributes>;
  update(key: RoleKey): UpdateRequest<Role, RolePatch, RoleAttributes>;
  delete(key: RoleKey): DeleteRequest<Role, RoleAttributes>;
  check(key: RoleKey): CheckRequest<RoleAttributes>;
  query(partition: { readonly tenantId: string }): QueryRequest<Role, RoleAttributes, { readonly roleId: string }>;
}

export const roleEntity: EntityDefinition<Role> = {
  name: 'Role',
  table: appTable,
  scope: tenantScope,
  key: { partition: 'TENANT#{tenantId}', sort: 'ROLE#{roleId}' },
  indexes: {},
  attributes: {
    tenantId: { type: scopeParameter() },
    roleId: { type: string(), generate: 'ulid' },
    actions: { type: set('string') },
    name: { type: string() },
  },
};

export const roleAccessor = (service: Service): RoleAccessor => createAccessor<RoleAccessor>(service, roleEntity);
