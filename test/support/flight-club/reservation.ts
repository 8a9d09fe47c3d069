// A hand-written sample of what the generator emits for the tour's Reservation, for tests of the runtime alone.
import {
  type CheckRequest,
  createAccessor,
  type DateTimeAttribute,
  type DateTimeInput,
  type DeleteRequest,
  datetime,
  type EntityDefinition,
  type GetRequest,
  type KeyCodec,
  type PutRequest,
  primaryKey,
  type QueryRequest,
  type Service,
  type StringAttribute,
  scopeParameter,
  string,
  type UpdateRequest,
} from '@tenantry/runtime/codegen-v1';
import { tenantScope } from '../../../generated-example/client/scopes.js';
import { appTable } from '../../../generated-example/client/tables.js';

export interface Reservation {
  readonly tenantId: string;
  readonly month: string;
  readonly startsAt: string;
  readonly reservationId: string;
  readonly aircraftId: string;
  readonly endsAt: string;
  readonly note?: string;
  readonly userId: string;
}

export interface ReservationKey {
  readonly tenantId: string;
  /** May be left out: it follows from `startsAt`. */
  readonly month?: string;
  readonly startsAt: DateTimeInput;
  readonly reservationId: string;
}

export interface ReservationInput {
  readonly tenantId: string;
  readonly startsAt: DateTimeInput;
  readonly reservationId?: string;
  readonly aircraftId: string;
  readonly endsAt: DateTimeInput;
  readonly note?: string;
  readonly userId: string;
}

export interface ReservationPatch {
  readonly aircraftId?: string;
  readonly endsAt?: DateTimeInput;
  readonly note?: string;
  readonly userId?: string;
}

export interface ReservationAttributes {
  readonly tenantId: StringAttribute;
  readonly month: StringAttribute;
  readonly startsAt: DateTimeAttribute;
  readonly reservationId: StringAttribute;
  readonly aircraftId: StringAttribute;
  readonly endsAt: DateTimeAttribute;
  readonly note: StringAttribute;
  readonly userId: StringAttribute;
}

export interface ReservationSort {
  readonly startsAt: DateTimeInput;
  readonly reservationId?: string;
}

export interface ReservationAccessor {
  get(key: ReservationKey): GetRequest<Reservation>;
  create(item: ReservationInput): PutRequest<Reservation, ReservationAttributes>;
  put(item: ReservationInput): PutRequest<Reservation, ReservationAttributes>;
  update(key: ReservationKey): UpdateRequest<Reservation, ReservationPatch, ReservationAttributes>;
  delete(key: ReservationKey): DeleteRequest<Reservation, ReservationAttributes>;
  check(key: ReservationKey): CheckRequest<ReservationAttributes>;
  query(partition: {
    readonly tenantId: string;
    readonly month: string;
  }): QueryRequest<Reservation, ReservationAttributes, ReservationSort>;
  byPilot(partition: {
    readonly tenantId: string;
    readonly userId: string;
  }): QueryRequest<Reservation, ReservationAttributes, { readonly startsAt: DateTimeInput }>;
}

export const reservationEntity: EntityDefinition<Reservation> = {
  name: 'Reservation',
  table: appTable,
  scope: tenantScope,
  key: { partition: 'TENANT#{tenantId}#RES#{month}', sort: '{startsAt}#{reservationId}' },
  indexes: {
    byPilot: { index: 'gsi2', scope: tenantScope, partition: 'TENANT#{tenantId}#PILOT#{userId}', sort: '{startsAt}' },
  },
  attributes: {
    tenantId: { type: scopeParameter() },
    month: { type: string(), compute: '{startsAt:yyyy-MM}' },
    startsAt: { type: datetime() },
    reservationId: { type: string(), generate: 'ulid' },
    aircraftId: { type: string() },
    endsAt: { type: datetime() },
    note: { type: string(), optional: true },
    userId: { type: string() },
  },
};

export const reservationKey: KeyCodec<ReservationKey, 'pk' | 'sk'> = primaryKey(reservationEntity);

export const reservationAccessor = (service: Service): ReservationAccessor =>
  createAccessor<ReservationAccessor>(service, reservationEntity);
