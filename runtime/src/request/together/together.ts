import type { StoredItem } from '../../entity/encode-item.js';
import type { ItemKey } from '../../entity/key-values.js';
import type { AttributePlan } from '../../entity/plan.js';
import type { Owner } from '../../entity/verify.js';
import type { TenantryError } from '../../errors/tenantry-error.js';
import type { ConditionNode } from '../../expression/node.js';
import type { WritePart } from '../transaction/write-part.js';
import type { Stored } from '../write-common.js';

/** An entry that a transaction takes beside a write. */
export interface Companion {
  readonly kind: 'put' | 'delete' | 'check';
  /** The table's real name. */
  readonly table: string;
  readonly key: ItemKey;
  /** What a put writes. */
  readonly item?: StoredItem;
  readonly condition: ConditionNode;
  /** The write may go without it where its condition fails: another item holds the value already. */
  readonly optional?: boolean;
  readonly owner: Owner;
  /** The error of a failed condition; undefined when the stored item shows that this one held. */
  failed(cause: unknown, stored: StoredItem | undefined): TenantryError | undefined;
}

/** What goes with each write of an entity, in one transaction. A value of its own, so that bundles without it are smaller. */
export interface Together {
  /** Whether the write needs a transaction. */
  joins(part: WritePart): boolean;
  /** Attributes whose stored values the write needs before it is sent. */
  reads(part: WritePart): readonly AttributePlan[];
  companions(part: WritePart, stored: Stored, transaction: readonly WritePart[]): readonly Companion[];
  /** Sends one write with all that goes with it. Gives the item as `returning` says. */
  send(part: WritePart, returning: TogetherReturning): Promise<StoredItem | undefined>;
}

export type TogetherReturning = 'none' | 'old' | 'new';
