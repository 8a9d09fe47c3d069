import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../entity/attribute-plan.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { ItemKey } from '../entity/key-values.js';
import type { Owner } from '../entity/verify.js';
import type { TenantryError } from '../errors/tenantry-error.js';
import type { ConditionNode } from '../expression/node.js';
import type { UpdateAction } from '../expression/update.js';
import type { ItemState } from './common.js';

/** The stored values when they were read: by attribute, undefined where there was none. */
export type Stored = ReadonlyMap<AttributePlan, AttributeValue | undefined>;

/** The state that writes of one item carry. */
export interface WriteState extends ItemState {
  /** The conditions of the caller's `where`s. */
  readonly condition?: ConditionNode;
  readonly oldOnFailure?: boolean;
  /** The version that the stored item must have; 0 where there must be none. */
  readonly version?: number;
  /** The key of the item that grants the write, where the schema asks for one: see `writeGuard`. */
  readonly guard?: { readonly [parameter: string]: unknown };
  /** The side writes, sent in one transaction with the write. */
  readonly sideWrites?: SideWrites;
}

export interface PutState extends WriteState {
  readonly item: StoredItem;
  /** `create`: fails where the item exists. */
  readonly create: boolean;
  readonly returning?: 'old' | 'new';
}

export interface UpdateState extends WriteState {
  /** The primary key's parameters, as the caller named them. */
  readonly named: { readonly [name: string]: unknown };
  readonly actions: readonly UpdateAction[];
  /** An upsert: where there is no item, one is made. */
  readonly creates?: boolean;
}

/** One write of a transaction, as its request describes it. */
export type WritePart =
  | { readonly kind: 'put'; readonly state: PutState }
  | { readonly kind: 'update'; readonly state: UpdateState }
  | { readonly kind: 'delete' | 'check'; readonly state: WriteState };

/** An entry that a transaction takes beside a write. */
export interface SideWrite {
  readonly kind: 'put' | 'delete' | 'check';
  /** The table's real name. */
  readonly table: string;
  readonly key: ItemKey;
  /** The item of a put. */
  readonly item?: StoredItem;
  readonly condition: ConditionNode;
  /** The write may go without it where its condition fails: another item holds the value already. */
  readonly optional?: boolean;
  readonly owner: Owner;
  /** The error of a failed condition; undefined when the stored item shows that this one held. */
  failed(cause: unknown, stored: StoredItem | undefined): TenantryError | undefined;
}

/** The side writes of an entity. A value of its own, so that bundles without it are smaller. */
export interface SideWrites {
  /** Returns whether the write needs a transaction. */
  joins(part: WritePart): boolean;
  /** Attributes whose stored values the write needs before it is sent. */
  reads(part: WritePart): readonly AttributePlan[];
  entries(part: WritePart, stored: Stored, transaction: readonly WritePart[]): readonly SideWrite[];
  /** Sends one write with all that goes with it. Gives the item as `returning` says. */
  send(part: WritePart, returning: SideWritesReturning): Promise<StoredItem | undefined>;
}

export type SideWritesReturning = 'none' | 'old' | 'new';
