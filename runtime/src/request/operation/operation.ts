import type { EntityDefinition } from '../../entity/entity.js';
import type { Service } from '../service.js';

/** The methods of an accessor, by name. */
export interface Methods {
  [method: string]: unknown;
}

/**
 * Gives an accessor the method of its name. Whoever passes few of them to `pick` bundles little; an accessor of
 * `createAccessor` has all.
 */
export type Operation<Name extends string> = ((
  service: Service,
  entity: EntityDefinition,
  accessor: Methods,
) => void) & {
  /** Not there: it carries the type. */
  readonly operation?: Name;
};
