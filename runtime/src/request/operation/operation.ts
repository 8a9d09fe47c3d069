import type { EntityDefinition } from '../../entity/entity.js';
import type { FanOut } from '../query-state.js';
import type { Service } from '../service.js';
import type { SideWrites } from '../write-state.js';

/** The methods of an accessor, by name. */
export interface Methods {
  [method: string]: unknown;
}

/** State that the operations of one accessor share, and no other accessor. */
export interface Context {
  readonly service: Service;
  readonly entity: EntityDefinition;
  /** Set where `sideWrites` is among the operations, for an entity that has some. */
  sideWrites?: SideWrites;
  /** Set where `fanOut` is among the operations. */
  fanOut?: FanOut;
}

/**
 * Gives an accessor the method of its name, or gives the other operations what they share. Whoever passes few of them to
 * `pick` bundles little.
 */
export type Operation<Name extends string> = ((context: Context, accessor: Methods) => void) & {
  /** Not there: it carries the type. */
  readonly operation?: Name;
};

/** Makes an accessor of some operations, in any order: what they share is asked for when a method is called. */
export function accessorOf(
  service: Service,
  entity: EntityDefinition,
  operations: readonly Operation<string>[],
): Methods {
  const accessor: Methods = {};
  const context: Context = { service, entity };
  for (const operation of operations) operation(context, accessor);
  return accessor;
}
