// A hand-written sample of what the generator emits for the tour's Airport, for tests of the runtime alone.
import {
  createAccessor,
  type EntityDefinition,
  type GetRequest,
  integer,
  type NumberAttribute,
  type PutRequest,
  type QueryRequest,
  type Service,
  type StringAttribute,
  string,
} from '@tenantry/runtime/codegen-v1';
import { publicScope } from '../../../generated-example/client/scopes.js';
import { appTable } from '../../../generated-example/client/tables.js';

export interface Airport {
  readonly country: string;
  readonly icao: string;
  readonly elevation: number;
  readonly name: string;
}

export interface AirportAttributes {
  readonly country: StringAttribute;
  readonly icao: StringAttribute;
  readonly elevation: NumberAttribute;
  readonly name: StringAttribute;
}

export interface AirportAccessor {
  get(key: { readonly country: string; readonly icao: string }): GetRequest<Airport>;
  put(item: Airport): PutRequest<Airport, AirportAttributes>;
  query(partition: { readonly country: string }): QueryRequest<Airport, AirportAttributes, { readonly icao: string }>;
}

export const airportEntity: EntityDefinition<Airport> = {
  name: 'Airport',
  table: appTable,
  scope: publicScope,
  key: { partition: 'PUBLIC#AIRPORT#{country}', sort: '{icao}' },
  indexes: {},
  attributes: {
    country: { type: string({ pattern: '^[A-Z]{2}$' }) },
    icao: { type: string({ pattern: '^[A-Z]{4}$' }) },
    elevation: { type: integer() },
    name: { type: string() },
  },
};

export const airportAccessor = (service: Service): AirportAccessor =>
  createAccessor<AirportAccessor>(service, airportEntity);
