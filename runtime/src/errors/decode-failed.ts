import type { ValueProblem } from '../codec/attribute.js';
import { TenantryError } from './tenantry-error.js';

/** A stored item is not what the schema says. Thrown, never dropped: an item that no one can see is worse. */
export class DecodeFailed extends TenantryError {
  readonly code = 'DecodeFailed';
  declare readonly problems: readonly ValueProblem[];
  declare readonly entity: string | undefined;
  /** The item's key, as texts by attribute name, with sensitive parts left out. */
  declare readonly key: { readonly [attribute: string]: string } | undefined;

  constructor(problems: readonly ValueProblem[], entity?: string, key?: { readonly [attribute: string]: string }) {
    const item = key === undefined ? '' : ` ${JSON.stringify(key)}`;
    super(
      `${entity ?? 'Item'}${item}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
      undefined,
      {
        problems,
        entity,
        key,
      },
    );
  }
}
