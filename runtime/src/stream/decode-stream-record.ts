import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describeKey, describeUnknown } from '../entity/describe-key.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityDefinition } from '../entity/entity.js';
import { parametersOf } from '../entity/parameters.js';
import { type EntityPlan, planOf } from '../entity/plan.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { asValues, isObject, refuseArgument } from '../errors/refuse-argument.js';
import { GUARD_PREFIX } from '../key/reserved.js';
import { checkOnInvalid, type OnInvalidItem } from '../request/on-invalid.js';
import { readItem } from '../request/read-item.js';

/** A record as Lambda hands it over, or as GetRecords of DynamoDB Streams returns it. */
export interface StreamRecordLike {
  readonly eventID?: string | undefined;
  readonly eventName?: string | undefined;
  readonly dynamodb?:
    | {
        readonly Keys?: object | undefined;
        readonly NewImage?: object | undefined;
        readonly OldImage?: object | undefined;
        readonly SequenceNumber?: string | undefined;
        /** A Date, or epoch seconds from Lambda. */
        readonly ApproximateCreationDateTime?: Date | number | undefined;
      }
    | undefined;
  readonly userIdentity?: object | undefined;
}

export interface StreamOptions {
  /** Records of items of no entity of the service, such as another service's: an error (the default), or undefined. */
  readonly others?: 'refuse' | 'ignore' | undefined;
  /**
   * The choice for records that do not decode: thrown (the default), undefined, or undefined after a function was called
   * with it.
   */
  readonly onInvalid?: OnInvalidItem | undefined;
}

/** A change of one item. `entity` and `kind` tell the members of a service's union apart. */
export interface StreamChange<Name extends string, Item, Key> {
  readonly entity: Name;
  readonly kind: 'insert' | 'modify' | 'remove';
  readonly key: Key;
  /** The item before, where the stream has old images; absent for an insert. */
  readonly old?: Item;
  /** The item after, where the stream has new images; absent for a remove. */
  readonly new?: Item;
  /** True if DynamoDB's time to live removed the item. */
  readonly expired: boolean;
  readonly id: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly at: Date | undefined;
}

const KINDS: { readonly [eventName: string]: 'insert' | 'modify' | 'remove' } = {
  INSERT: 'insert',
  MODIFY: 'modify',
  REMOVE: 'remove',
};

/** A stream is read outside of sessions: a record's own keys say whose it is. */
const NO_OWNER = { scope: undefined };

/**
 * The decoder of a service's stream records, of all view types. It gives undefined for guard items of unique attributes,
 * and throws `DecodeFailed` for an item of no entity of the service or of another shape, unless its options say otherwise.
 * The entities are no array, whose type a compiler would make by comparing each with all others.
 */
export function streamDecoder<Change>(
  ...entities: readonly EntityDefinition[]
): (record: StreamRecordLike, options?: StreamOptions) => Change | undefined {
  return (record, options = {}) => {
    const { others, onInvalid = 'throw' } = asValues('decodeStreamRecord', 'options such as { others }', options);
    checkOnInvalid('decodeStreamRecord: onInvalid', onInvalid);
    try {
      return decodeRecord(entities.map(planOf), record, others === 'ignore') as Change | undefined;
    } catch (error) {
      if (!(error instanceof DecodeFailed) || onInvalid === 'throw') throw error;
      if (onInvalid !== 'skip') onInvalid(error.raw ?? {}, error);
      return undefined;
    }
  };
}

/** The generated union says which items and keys the entities have. */
function decodeRecord(
  plans: readonly EntityPlan[],
  record: StreamRecordLike,
  ignoresOthers: boolean,
): StreamChange<string, unknown, unknown> | undefined {
  const { eventName = '', eventID, dynamodb, userIdentity } = asValues('decodeStreamRecord', 'a record', record);
  if (!isObject(dynamodb)) return refuseArgument('decodeStreamRecord', 'a record with the object dynamodb', dynamodb);
  const kind = KINDS[eventName];
  const keys = storedImage(dynamodb.Keys);
  if (kind === undefined || keys === undefined)
    throw new DecodeFailed([{ path: 'eventName', message: `is ${JSON.stringify(eventName)}, or there are no Keys` }]);
  const before = storedImage(dynamodb.OldImage);
  const after = storedImage(dynamodb.NewImage);
  const plan = planOfRecord(plans, keys, after ?? before, ignoresOthers);
  if (plan === undefined) return undefined;
  const images = {
    ...(before && { old: readItem(plan, NO_OWNER, before, undefined, keys) }),
    ...(after && { new: readItem(plan, NO_OWNER, after, undefined, keys) }),
  };
  const at = dynamodb.ApproximateCreationDateTime;
  return {
    entity: plan.name,
    kind,
    key: keyOf(plan, keys, after ?? before),
    ...images,
    expired: kind === 'remove' && isTimeToLive(userIdentity),
    id: eventID,
    sequenceNumber: dynamodb.SequenceNumber,
    at: typeof at === 'number' ? new Date(at * 1000) : at,
  };
}

/** By the marker where there is an image, else by the form of the keys. Undefined for guard items. */
function planOfRecord(
  plans: readonly EntityPlan[],
  keys: StoredItem,
  image: StoredItem | undefined,
  ignoresOthers: boolean,
): EntityPlan | undefined {
  const texts = Object.values(keys).map(({ S }) => S ?? '');
  if (texts.some((text) => text.startsWith(GUARD_PREFIX))) return undefined;
  const names = Object.keys(keys).sort().join();
  const ofTable = plans.filter(({ primary: { partition, sort } }) => {
    const own = sort ? [partition.attribute, sort.attribute] : [partition.attribute];
    return own.sort().join() === names;
  });
  const marked = ofTable.find(({ name, table: { marker } }) => marker !== undefined && image?.[marker]?.S === name);
  if (marked) return marked;
  const fitting = ofTable.filter(
    ({ primary, table: { marker } }) =>
      (image === undefined || marker === undefined) && parametersOf(primary, (name) => keys[name]?.S) !== undefined,
  );
  const [found] = fitting;
  if (found && fitting.length === 1) return found;
  if (fitting.length === 0 && ignoresOthers) return undefined;
  const several =
    fitting.length > 1 ? `of ${fitting.map(({ name }) => name).join(' or ')}` : 'of no entity of the service';
  const key = ofTable.length > 0 ? describeUnknown(ofTable, keys) : { attributes: names };
  throw new DecodeFailed([{ path: 'key', message: `is ${several}` }], undefined, key, image ?? keys);
}

/** The key's parameters as reads return them: an image has those that a key holds lowered or cut. */
function keyOf(
  plan: EntityPlan,
  keys: StoredItem,
  image: StoredItem | undefined,
): { readonly [name: string]: unknown } {
  const { primary } = plan;
  const found = parametersOf(primary, (name) => keys[name]?.S);
  if (found === undefined)
    throw new DecodeFailed(
      [{ path: 'key', message: 'is not of the form of this entity' }],
      plan.name,
      describeKey(plan, keys),
      image ?? keys,
    );
  for (const { label, stored, type } of [...primary.partition.attributes, ...(primary.sort?.attributes ?? [])]) {
    const value: AttributeValue | undefined = image?.[stored];
    if (value !== undefined) found[label] = type.decode(value, label);
  }
  return found;
}

/** Source: DynamoDB Developer Guide, "DynamoDB Streams and Time to Live". The two shapes spell the fields differently. */
function isTimeToLive(identity: object | undefined): boolean {
  const { type, Type, principalId, PrincipalId } = (identity ?? {}) as { readonly [name: string]: unknown };
  return (type ?? Type) === 'Service' && (principalId ?? PrincipalId) === 'dynamodb.amazonaws.com';
}

/** An image as it is stored. Lambda's JSON has binaries in base 64; the Streams API has bytes. */
function storedImage(image: object | undefined): StoredItem | undefined {
  if (image === undefined) return undefined;
  asValues('decodeStreamRecord', 'images that are objects of attribute values', image);
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, storedValue(value)]));
}

function storedValue(value: unknown): AttributeValue {
  if (!isObject(value)) return refuseArgument('decodeStreamRecord', "attribute values such as { S: 'text' }", value);
  const { B, BS, L, M } = value as {
    readonly B?: string | Uint8Array;
    readonly BS?: readonly (string | Uint8Array)[];
    readonly L?: readonly unknown[];
    readonly M?: object;
  };
  if (B !== undefined) return { B: bytes(B) };
  if (BS !== undefined) return { BS: BS.map(bytes) };
  if (L !== undefined) return { L: L.map(storedValue) };
  if (M !== undefined) return { M: storedImage(M) ?? {} };
  return value as AttributeValue;
}

const bytes = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? Uint8Array.from(Buffer.from(value, 'base64')) : value;
