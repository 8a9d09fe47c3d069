import type { EntityDefinition } from '../../entity/entity.js';
import type { BoundService, GuardedService, Service } from '../service.js';
import { accessorOf, type Methods, type Operation } from './operation.js';

/** The names of the operations; all other methods of an accessor are access patterns over indexes, of `queryIndex`. */
type OperationName = 'get' | 'create' | 'put' | 'update' | 'upsert' | 'delete' | 'check' | 'reindex' | 'query' | 'scan';

/** The methods of an accessor that these operations give. */
export type Picked<Accessor, Name extends string> = {
  readonly [Method in keyof Accessor as (Method extends OperationName ? Method : 'index') extends Name
    ? Method
    : never]: Accessor[Method];
};

/**
 * The accessor of an entity with these operations and no others, so that a bundle holds nothing else:
 * `pick(service, aircraftEntity, get, query)`. In a service of `bindService` it is the bound one.
 */
export function pick<Guarded, Name extends string>(
  service: GuardedService,
  entity: EntityDefinition<unknown, unknown, unknown, Guarded>,
  ...operations: readonly Operation<Name>[]
): Picked<Guarded, Name>;
export function pick<Bound, Name extends string>(
  service: BoundService,
  entity: EntityDefinition<unknown, unknown, Bound, unknown>,
  ...operations: readonly Operation<Name>[]
): Picked<Bound, Name>;
export function pick<Accessor, Name extends string>(
  service: Service,
  entity: EntityDefinition<unknown, Accessor, unknown, unknown>,
  ...operations: readonly Operation<Name>[]
): Picked<Accessor, Name>;
export function pick(service: Service, entity: EntityDefinition, ...operations: readonly Operation<string>[]): Methods {
  return accessorOf(service, entity, operations);
}
