import type { UpdateItemCommandInput, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { decodeProjected } from '../entity/decode-projected.js';
import type { StoredItem } from '../entity/encode-item.js';
import { verifyItem } from '../entity/verify.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import type { ConditionCallback } from '../expression/callback.js';
import type { Whole } from '../expression/select.js';
import type { UpdateAction } from '../expression/update.js';
import { UpdateItemCommand } from '../wire/commands.js';
import { commonInput } from './common.js';
import { readWritten } from './decode-written.js';
import type { SentAlone } from './own-client.js';
import { SentRequest } from './request.js';
import { sendUpdate } from './send-update.js';
import { mergeActions, patchActions, placeAction, type UpdateMethod } from './update-actions.js';
import { changedOf, readsOf, updateInput } from './update-plan.js';
import type {
  Elements,
  Lists,
  Members,
  Numbers,
  OptionalName,
  Place,
  RemovablePlace,
  Returned,
  Returning,
  Sets,
} from './update-types.js';
import {
  askedVersion,
  guardKeyOf,
  type MissingGuard,
  readReturned,
  refuseAlone,
  withCondition,
} from './write-common.js';
import type { Stored, UpdateState, WritePart } from './write-state.js';

export interface UpdateRequestState extends UpdateState {
  readonly returning?: Returning;
}

/**
 * Changes attributes of one item, and never creates it. Index keys that depend on what changes are derived anew.
 * Immutable: each method returns a new request.
 */
export class UpdateRequest<
  in out Item,
  in out Patch,
  in out Attributes,
  out Result = void,
  out Guard = never,
> extends SentRequest {
  readonly kind = 'update';
  protected declare readonly state: UpdateRequestState;

  constructor(state: UpdateRequestState) {
    super(state);
  }

  /** Sets attributes, or one place inside of an attribute: `set((m) => m.address.city, 'Paris')`. */
  set(patch: Patch): this;
  set<Value>(place: Place<Attributes, Value>, value: NoInfer<Value>): this;
  set(...given: Given): this {
    return this.#change('set', given);
  }

  /** Sets only what is not there yet. */
  setIfNotExists(patch: Patch): this;
  setIfNotExists<Value>(place: Place<Attributes, Value>, value: NoInfer<Value>): this;
  setIfNotExists(...given: Given): this {
    return this.#change('setIfNotExists', given);
  }

  /** Takes optional attributes away: `remove('note')`, or places inside: `remove((m) => m.ratings.at(0))`. */
  remove(...places: readonly (OptionalName<Whole<Item>> | RemovablePlace<Attributes>)[]): this {
    const { plan } = this.state;
    const actions = places.flatMap((place: unknown) =>
      typeof place === 'function'
        ? placeAction(plan, 'remove', place as Choose, undefined)
        : patchActions(plan, 'remove', { [asName(plan, place)]: undefined }),
    );
    return this.#add(actions);
  }

  /** Adds to numbers; an absent one counts as 0. */
  add(amounts: Numbers<Attributes>): this;
  add<Value>(place: Place<Attributes, Value>, amount: NoInfer<Value>): this;
  add(...given: Given): this {
    return this.#change('add', given);
  }

  /** Subtracts from numbers; an absent one counts as 0. */
  subtract(amounts: Numbers<Attributes>): this;
  subtract<Value>(place: Place<Attributes, Value>, amount: NoInfer<Value>): this;
  subtract(...given: Given): this {
    return this.#change('subtract', given);
  }

  /** Puts elements behind a list's; an absent one counts as empty. */
  append(lists: Lists<Patch>): this;
  append(place: Place<Attributes, readonly unknown[]>, elements: Elements): this;
  append(...given: Given): this {
    return this.#change('append', given);
  }

  /** Puts elements before a list's; an absent one counts as empty. */
  prepend(lists: Lists<Patch>): this;
  prepend(place: Place<Attributes, readonly unknown[]>, elements: Elements): this;
  prepend(...given: Given): this {
    return this.#change('prepend', given);
  }

  /** Adds members to sets; an absent one counts as empty. */
  addToSet(members: Sets<Attributes>): this {
    return this.#change('addToSet', [members as Members]);
  }

  /** Takes members out of sets; a set without members is absent. */
  deleteFromSet(members: Sets<Attributes>): this {
    return this.#change('deleteFromSet', [members as Members]);
  }

  /** Updates only where the stored item fulfils this; several must all hold. */
  where(condition: ConditionCallback<Attributes>): this {
    return this.with(withCondition(this.state, condition));
  }

  /** Updates only this version of the item, else throws `VersionConflict`. Every update counts the version up. */
  ifVersion(version: number): this {
    return this.with({ version: askedVersion(this.state.plan, version) });
  }

  /** Names the item that allows this write, where the schema has a `writeGuard`: `guard({ roleId })`. */
  guard(key: Guard): UpdateRequest<Item, Patch, Attributes, Result> {
    return new UpdateRequest({ ...this.state, guard: guardKeyOf(key) });
  }

  /**
   * Sets the result of `send`: the whole item before or after, or (`updated-…`) the attributes that changed. Default:
   * nothing.
   */
  returning<const Which extends Returning>(
    which: Which,
  ): UpdateRequest<Item, Patch, Attributes, Returned<Item, Which>, Guard> & SentAlone {
    if (typeof which !== 'string' || !Object.hasOwn(RETURN_VALUES, which))
      refuseArgument(`${this.state.plan.name} update: returning()`, Object.keys(RETURN_VALUES).join(', '), which);
    return new UpdateRequest<Item, Patch, Attributes, Returned<Item, Which>, Guard>({
      ...this.state,
      returning: which,
    }) as UpdateRequest<Item, Patch, Attributes, Returned<Item, Which>, Guard> & SentAlone;
  }

  /** Has a `ConditionFailed` carry the item as it was. */
  returnOldOnFailure(): this {
    return this.with({ oldOnFailure: true });
  }

  /**
   * The command's input, without sending it. Throws `RequestRefused` where `send` reads stored values first, and where
   * more is written than this item.
   */
  params(): UpdateItemCommandInput {
    refuseAlone({ kind: 'update', state: this.state });
    const reads = readsOf(this.state);
    if (reads.length === 0) return this.#input(new Map());
    const names = reads.map(({ label }) => label).join(', ');
    throw new RequestRefused(
      `${this.state.plan.name} update: send() reads ${names} first, to derive index keys or to keep a member in a required set: there is no input before that.`,
    );
  }

  /**
   * Throws `ConditionFailed` where there is no item or a `where` does not hold, `VersionConflict`, `UniqueViolation`,
   * `PermissionMissing`.
   */
  async send(..._missing: MissingGuard<Guard>): Promise<Result> {
    const state = this.state;
    const { plan, returning = 'none' } = state;
    const part: WritePart = { kind: 'update', state };
    const sideWrites = state.sideWrites?.joins(part) ? state.sideWrites : undefined;
    const found = sideWrites ? await sideWrites.send(part, WHOLE[returning]) : await this.#sendAlone();
    if (found === undefined || returning === 'none') return undefined as Result;
    return readWritten(() => {
      if (returning === 'old' || returning === 'new') return readReturned(state, found);
      const changed = sideWrites || isInside(state) ? changedOf(state, found) : found;
      verifyItem(plan, plan.primary, state.owner, { ...state.key, ...found }, state.key);
      return decodeProjected(plan, { projection: [] }, { ...state.key, ...changed }, undefined);
    }) as Result;
  }

  async #sendAlone(): Promise<StoredItem | undefined> {
    const command = (stored: Stored) => new UpdateItemCommand(this.#input(stored));
    return (await sendUpdate<UpdateItemCommandOutput>(this.state, command)).Attributes;
  }

  /** For the transactions of this package. */
  static stateOf(request: object): UpdateState | undefined {
    return request instanceof UpdateRequest ? request.state : undefined;
  }

  #input(stored: Stored): UpdateItemCommandInput {
    const { returning } = this.state;
    // Of a change inside of an attribute DynamoDB would return that place alone, which is no value of the attribute.
    const values = returning && RETURN_VALUES[isInside(this.state) ? WHOLE[returning] : returning];
    return {
      ...updateInput(this.state, stored, Date.now()),
      ...(values && { ReturnValues: values }),
      ...commonInput(this.state),
    };
  }

  #change(method: UpdateMethod, [first, value]: Given): this {
    const { plan } = this.state;
    return this.#add(
      typeof first === 'function'
        ? placeAction(plan, method, first as Choose, value)
        : patchActions(plan, method, first as Members),
    );
  }

  #add(actions: readonly UpdateAction[]): this {
    return new UpdateRequest({
      ...this.state,
      actions: mergeActions(this.state.plan, this.state.actions, actions),
    }) as this;
  }
}

type Choose = Parameters<typeof placeAction>[2];
type Given = readonly [first: unknown, value?: unknown];

/** The reading of a transaction for each kind of result. */
const WHOLE = { none: 'none', old: 'old', new: 'new', 'updated-old': 'old', 'updated-new': 'new' } as const;

const asName = ({ name }: UpdateState['plan'], place: unknown): string =>
  typeof place === 'string' ? place : refuseArgument(`${name} update: remove()`, 'names of attributes', place);

const isInside = ({ actions }: UpdateState): boolean => actions.some(({ path }) => path.length > 1);

const RETURN_VALUES = {
  old: 'ALL_OLD',
  new: 'ALL_NEW',
  'updated-old': 'UPDATED_OLD',
  'updated-new': 'UPDATED_NEW',
  none: 'NONE',
} as const;
