// A hand-written sample of what the generator emits for the tour's Club, for tests of the runtime alone.
import {
  type CheckRequest,
  createAccessor,
  type DateTimeAttribute,
  type DateTimeInput,
  type DeleteRequest,
  datetime,
  type EntityDefinition,
  type EnumAttribute,
  enumeration,
  type GetRequest,
  type MapAttribute,
  map,
  type PutRequest,
  type QueryRequest,
  type Service,
  type StringAttribute,
  scopeParameter,
  string,
  type UpdateRequest,
} from '@tenantry/runtime/codegen-v1';
import { tenantScope } from '../../../generated-example/client/scopes.js';
import { appTable } from '../../../generated-example/client/tables.js';

export interface Address {
  readonly city: string;
  readonly country: string;
  readonly postcode: string;
  readonly street: string;
}

export type ClubPlan = 'free' | 'pro' | 'enterprise';

export interface Club {
  readonly tenantId: string;
  readonly address?: Address;
  readonly createdAt: string;
  readonly name: string;
  readonly plan: ClubPlan;
  readonly updatedAt: string;
}

export interface ClubInput {
  readonly tenantId?: string;
  readonly address?: Address;
  readonly createdAt?: DateTimeInput;
  readonly name: string;
  readonly plan?: ClubPlan;
  readonly updatedAt?: DateTimeInput;
}

export interface ClubPatch {
  readonly address?: Address;
  readonly name?: string;
  readonly plan?: ClubPlan;
}

export interface ClubAttributes {
  readonly tenantId: StringAttribute;
  readonly address: MapAttribute<{
    readonly city: StringAttribute;
    readonly country: StringAttribute;
    readonly postcode: StringAttribute;
    readonly street: StringAttribute;
  }>;
  readonly createdAt: DateTimeAttribute;
  readonly name: StringAttribute;
  readonly plan: EnumAttribute<ClubPlan>;
  readonly updatedAt: DateTimeAttribute;
}

export interface ClubAccessor {
  get(key: { readonly tenantId: string }): GetRequest<Club>;
  create(item: ClubInput): PutRequest<Club, ClubAttributes>;
  put(item: ClubInput): PutRequest<Club, ClubAttributes>;
  update(key: { readonly tenantId: string }): UpdateRequest<Club, ClubPatch, ClubAttributes>;
  delete(key: { readonly tenantId: string }): DeleteRequest<Club, ClubAttributes>;
  check(key: { readonly tenantId: string }): CheckRequest<ClubAttributes>;
  query(partition: { readonly tenantId: string }): QueryRequest<Club, ClubAttributes, never>;
}

export const clubEntity: EntityDefinition<Club> = {
  name: 'Club',
  table: appTable,
  scope: tenantScope,
  key: { partition: 'TENANT#{tenantId}', sort: 'CLUB' },
  indexes: {},
  attributes: {
    tenantId: { type: scopeParameter(), generate: 'ulid' },
    address: {
      type: map({
        city: { type: string() },
        country: { type: string({ pattern: '^[A-Z]{2}$' }) },
        postcode: { type: string({ maxLength: 12 }) },
        street: { type: string() },
      }),
      optional: true,
    },
    createdAt: { type: datetime(), generate: 'created' },
    name: { type: string({ minLength: 1, maxLength: 200 }) },
    plan: { type: enumeration('free', 'pro', 'enterprise'), default: 'free' },
    updatedAt: { type: datetime(), generate: 'updated' },
  },
};

export const clubAccessor = (service: Service): ClubAccessor => createAccessor<ClubAccessor>(service, clubEntity);
