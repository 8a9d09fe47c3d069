import { keyPattern, redactKey } from '../entity/describe-key.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { ItemKey } from '../entity/key-values.js';
import type { EntityPlan, KeyPlan } from '../entity/plan.js';
import type { Owner } from '../entity/verify.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import type { CallDetails } from '../errors/from-service.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import type { ClientLike } from './client.js';
import type { OnInvalid } from './on-invalid.js';
import { type Service, tableName } from './service.js';

/** The state that requests of all kinds carry. */
export interface Common {
  readonly service: Service;
  readonly client?: ClientLike;
  readonly signal?: AbortSignal;
  readonly capacity?: 'INDEXES' | 'TOTAL';
  readonly onInvalid?: OnInvalid;
  readonly label?: string;
}

/** Returns the options that a request passes on to the requests that it sends in turn. */
export const passedOn = ({ client, signal, label }: Common): Pick<Common, 'client' | 'signal' | 'label'> => ({
  ...(client && { client }),
  ...(signal && { signal }),
  ...(label !== undefined && { label }),
});

/** A request for one item. */
export interface ItemState extends Common {
  readonly plan: EntityPlan;
  readonly operation: string;
  readonly key: ItemKey;
  readonly owner: Owner;
}

export function itemDetails(state: ItemState, action: string): CallDetails {
  const { plan, operation, key } = state;
  const texts = [plan.primary.partition, plan.primary.sort].flatMap((part) => {
    const text = part && key[part.attribute]?.S;
    return part && text !== undefined ? [redactKey(part, text)] : [];
  });
  return {
    entity: plan.name,
    operation,
    action,
    resource: tableName(state.service, plan.table.name),
    leadingKeys: texts.slice(0, 1),
    patterns: [keyPattern(plan.primary.partition, plan.scope)],
    key: texts.join(' / '),
  };
}

/** The options that all commands share. */
export function commonInput({ capacity }: Common): { ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' } {
  if (capacity === undefined) return {};
  if (capacity !== 'TOTAL' && capacity !== 'INDEXES') refuseArgument('returnCapacity()', 'TOTAL or INDEXES', capacity);
  return { ReturnConsumedCapacity: capacity };
}

/** Where a request goes, for the guard and the hook. */
export interface Destination {
  readonly entities: readonly string[];
  readonly accessPattern: KeyPlan['accessPattern'];
  readonly operation: string;
  readonly owners: readonly Owner[];
  readonly writes: boolean;
}

/**
 * Returns the value that takes the place of an item that does not decode; undefined leaves it out. Throws other errors, and
 * this one unless the caller said otherwise.
 */
export function replaceInvalid(
  { onInvalid, service }: Pick<Common, 'onInvalid' | 'service'>,
  item: StoredItem,
  error: unknown,
): unknown {
  const chosen = onInvalid ?? service.onInvalid;
  if (!(error instanceof DecodeFailed) || chosen === undefined || chosen === 'throw') throw error;
  if (chosen === 'skip') return undefined;
  const replaced = chosen(item, error);
  return onInvalid === undefined ? undefined : replaced;
}
