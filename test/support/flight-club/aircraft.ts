// A hand-written sample of what the generator emits for the tour's Aircraft, for tests of the runtime alone.
import {
  type BinaryAttribute,
  binary,
  type CheckRequest,
  createAccessor,
  type DeleteRequest,
  type EntityDefinition,
  type EnumAttribute,
  enumeration,
  type GetRequest,
  integer,
  type Json,
  type JsonAttribute,
  json,
  type NumberAttribute,
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

export type AircraftStatus = 'airworthy' | 'maintenance' | 'retired';

export interface Aircraft {
  readonly tenantId: string;
  readonly aircraftId: string;
  readonly hours: number;
  readonly photo?: Uint8Array;
  readonly registration: string;
  readonly specs?: Json;
  readonly status: AircraftStatus;
}

export interface AircraftKey {
  readonly tenantId: string;
  readonly aircraftId: string;
}

export interface AircraftInput {
  readonly tenantId: string;
  readonly aircraftId?: string;
  readonly hours?: number;
  readonly photo?: Uint8Array;
  readonly registration: string;
  readonly specs?: Json;
  readonly status?: AircraftStatus;
}

export type AircraftPatch = {
  readonly photo?: Uint8Array;
  readonly registration?: string;
  readonly specs?: Json;
} & ({ readonly hours?: never; readonly status?: never } | { readonly hours: number; readonly status: AircraftStatus });

export interface AircraftAttributes {
  readonly tenantId: StringAttribute;
  readonly aircraftId: StringAttribute;
  readonly hours: NumberAttribute;
  readonly photo: BinaryAttribute;
  readonly registration: StringAttribute;
  readonly specs: JsonAttribute;
  readonly status: EnumAttribute<AircraftStatus>;
}

export interface AircraftByHours {
  readonly tenantId: string;
  readonly aircraftId: string;
  readonly hours: number;
  readonly status: AircraftStatus;
}

export interface AircraftAccessor {
  get(key: AircraftKey): GetRequest<Aircraft>;
  create(item: AircraftInput): PutRequest<Aircraft, AircraftAttributes>;
  put(item: AircraftInput): PutRequest<Aircraft, AircraftAttributes>;
  update(key: AircraftKey): UpdateRequest<Aircraft, AircraftPatch, AircraftAttributes>;
  delete(key: AircraftKey): DeleteRequest<Aircraft, AircraftAttributes>;
  check(key: AircraftKey): CheckRequest<AircraftAttributes>;
  query(partition: {
    readonly tenantId: string;
  }): QueryRequest<Aircraft, AircraftAttributes, { readonly aircraftId: string }>;
  byHours(partition: {
    readonly tenantId: string;
  }): QueryRequest<AircraftByHours, AircraftAttributes, { readonly status: AircraftStatus; readonly hours?: number }>;
}

export const aircraftEntity: EntityDefinition<Aircraft> = {
  name: 'Aircraft',
  table: appTable,
  scope: tenantScope,
  key: { partition: 'TENANT#{tenantId}', sort: 'AIRCRAFT#{aircraftId}' },
  indexes: { byHours: { index: 'lsi1', scope: tenantScope, sort: 'AIRCRAFT#{status}#{hours:pad(8)}' } },
  attributes: {
    tenantId: { type: scopeParameter() },
    aircraftId: { type: string(), generate: 'ulid' },
    hours: { type: integer({ min: 0 }), default: 0 },
    photo: { type: binary(), optional: true },
    registration: { type: string({ pattern: '^[A-Z0-9-]{3,8}$' }) },
    specs: { type: json(), optional: true },
    status: { type: enumeration('airworthy', 'maintenance', 'retired'), default: 'airworthy' },
  },
};

export const aircraftAccessor = (service: Service): AircraftAccessor =>
  createAccessor<AircraftAccessor>(service, aircraftEntity);
