import {
  type CollectionDefinition,
  createCollection,
  createService,
  type QueryRequest,
  type ServiceOptions,
} from '@tenantry/runtime/codegen-v1';
import {
  type Member,
  type MemberAccessor,
  memberAccessor,
  memberEntity,
} from '../../../generated-example/client/member.js';
import { tenantScope } from '../../../generated-example/client/scopes.js';
import { appTable } from '../../../generated-example/client/tables.js';
import {
  type Aircraft,
  type AircraftAccessor,
  type AircraftAttributes,
  aircraftAccessor,
  aircraftEntity,
} from './aircraft.js';
import { type AirportAccessor, airportAccessor } from './airport.js';
import { type Club, type ClubAccessor, clubAccessor, clubEntity } from './club.js';
import { type ReservationAccessor, reservationAccessor } from './reservation.js';
import { type Role, type RoleAccessor, roleAccessor, roleEntity } from './role.js';

export type ClubDirectoryItem =
  | (Club & { readonly _type: 'Club' })
  | (Member & { readonly _type: 'Member' })
  | (Role & { readonly _type: 'Role' })
  | (Aircraft & { readonly _type: 'Aircraft' });

export const clubDirectoryCollection: CollectionDefinition = {
  name: 'clubDirectory',
  table: appTable,
  scope: tenantScope,
  partition: 'TENANT#{tenantId}',
  entities: [clubEntity, memberEntity, roleEntity, aircraftEntity],
};

export interface FlightClub {
  readonly aircraft: AircraftAccessor;
  readonly airport: AirportAccessor;
  readonly club: ClubAccessor;
  readonly member: MemberAccessor;
  readonly reservation: ReservationAccessor;
  readonly role: RoleAccessor;
  clubDirectory(partition: { readonly tenantId: string }): QueryRequest<ClubDirectoryItem, AircraftAttributes, never>;
}

export function createFlightClub(options: ServiceOptions<'app'>): FlightClub {
  const service = createService(options);
  return {
    aircraft: aircraftAccessor(service),
    airport: airportAccessor(service),
    club: clubAccessor(service),
    member: memberAccessor(service),
    reservation: reservationAccessor(service),
    role: roleAccessor(service),
    clubDirectory: createCollection<FlightClub['clubDirectory']>(service, clubDirectoryCollection),
  };
}
