import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ValueProblem } from '../codec/attribute.js';
import { hiddenIn, hide } from './hidden.js';
import { TenantryError } from './tenantry-error.js';

/** A stored item does not fit the schema. Thrown, never dropped: an item that no one can see is worse. */
export class DecodeFailed extends TenantryError {
  readonly code = 'DecodeFailed';
  declare readonly problems: readonly ValueProblem[];
  declare readonly entity: string | undefined;
  /** The item's key, as texts by attribute name, with sensitive parts left out. */
  declare readonly key: { readonly [attribute: string]: string } | undefined;
  /** True if the request had written before the item that it returned failed to decode: do not send it again. */
  readonly written: boolean = false;
  /** Where a query or scan goes on behind the item: pass it to `page()`. Undefined at the end, and for other requests. */
  readonly cursor: string | undefined = undefined;
  /** The items that the call had read before it. No log of the error shows them. */
  declare readonly items: readonly unknown[] | undefined;

  constructor(
    problems: readonly ValueProblem[],
    entity?: string,
    key?: { readonly [attribute: string]: string },
    raw?: { readonly [name: string]: AttributeValue },
  ) {
    const item = key === undefined ? '' : ` ${JSON.stringify(key)}`;
    super(
      `${entity ?? 'Item'}${item}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
      undefined,
      { problems, entity, key },
    );
    hide(this, raw);
  }

  /** The item as DynamoDB returned it. No log of the error shows it. */
  get raw(): { readonly [name: string]: AttributeValue } | undefined {
    return hiddenIn(this) as { readonly [name: string]: AttributeValue } | undefined;
  }
}
