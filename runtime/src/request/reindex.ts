import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { naming } from '../entity/decode-item.js';
import type { StoredItem } from '../entity/encode-item.js';
import { indexesOf, ownParts } from '../entity/index-plans.js';
import type { EntityPlan } from '../entity/plan.js';
import { deriveAll, type Recomputed } from '../entity/recompute.js';
import { collectProblems } from '../errors/collect.js';
import { ConditionFailed } from '../errors/condition-failed.js';
import { KEEPS_CHANGING, TransactionConflict } from '../errors/transaction-conflict.js';
import { makeAliases } from '../expression/compile.js';
import { both, equals, exists, notExists } from '../expression/node.js';
import { type Change, compileUpdate } from '../expression/update.js';
import { UpdateItemCommand } from '../wire/commands.js';
import { backoff } from './backoff.js';
import { commonInput } from './common.js';
import { readStoredItem } from './read-stored-item.js';
import { SentRequest } from './request.js';
import { UPDATE_ATTEMPTS } from './send-update.js';
import { sendWrite } from './send-write.js';
import { tableName } from './service.js';
import { encodedOutcome, knownOf } from './stored-value.js';
import { storedOf } from './update-plan.js';
import { conditionInput, writeDestination, writeDetails } from './write-common.js';
import type { WriteState } from './write-state.js';

/** An attribute that `reindex` changed, by its name in DynamoDB, with its texts; undefined where it was or is absent. */
export interface ReindexedAttribute {
  readonly attribute: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ReindexState extends WriteState {
  /** The primary key's parameters, computed ones included. */
  readonly named: { readonly [name: string]: unknown };
}

/**
 * Rewrites what the client derives of one stored item: index keys, computed attributes and the type attribute. Other
 * attributes stay, and so do the version and the time of the last update. Immutable: each method returns a new request.
 */
export class ReindexRequest extends SentRequest {
  readonly kind = 'reindex';
  protected declare readonly state: ReindexState;

  constructor(state: ReindexState) {
    super(state);
  }

  /**
   * Returns what it changed; nothing is written where all is right already. Throws `ConditionFailed` where there is no
   * item, `DecodeFailed` and `ValidationFailed` where a stored value cannot be a part of the key.
   */
  async send(): Promise<readonly ReindexedAttribute[]> {
    const state = this.state;
    for (let attempt = 1; ; attempt++) {
      const item = await readStoredItem(state, involved(state.plan), true);
      const changes = differences(state, item);
      if (changes.length === 0) return [];
      try {
        await writeChanges(state, item, changes);
        return changes.map(({ name, value }) => ({
          attribute: name,
          before: textOf(item[name]),
          after: textOf(value),
        }));
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        if (attempt === UPDATE_ATTEMPTS)
          throw new TransactionConflict(`${state.plan.name} reindex`, error, KEEPS_CHANGING);
      }
      await backoff(attempt, 10, 500, state.signal);
    }
  }
}

interface Difference {
  readonly name: string;
  readonly value: AttributeValue | undefined;
}

/** The stored names of what is derived and of what it is derived from. */
function involved(plan: EntityPlan): readonly string[] {
  const computed = plan.attributes.filter((attribute) => attribute.computed && !attribute.virtual);
  const sources = [
    ...indexesOf(plan).flatMap((index) => ownParts(plan, index).flatMap(({ attributes }) => attributes)),
    ...computed.flatMap((attribute) => attribute.computed?.parameters.map(({ name }) => plan.byName.get(name)) ?? []),
  ];
  const stored = [...sources, ...computed].flatMap((source) => (source && !source.virtual ? [source.stored] : []));
  const { partitionKey, marker } = plan.table;
  const names = new Set([...stored, ...indexAttributes(plan), ...(marker === undefined ? [] : [marker])]);
  names.delete(partitionKey);
  return [...names];
}

/** The key attributes of the table's indexes, but for those that hold something else of the entity. */
function indexAttributes({ table, primary, attributes }: EntityPlan): readonly string[] {
  const others = new Set([
    primary.partition.attribute,
    primary.sort?.attribute,
    ...attributes.map(({ stored }) => stored),
  ]);
  return Object.values(table.indexes)
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
    .filter((name) => name !== undefined && !others.has(name)) as string[];
}

function derive({ plan, named, key }: ReindexState, item: StoredItem): Recomputed {
  const wanted = plan.attributes.filter(({ virtual }) => !virtual);
  const problems = collectProblems(plan.name, 'reindex');
  try {
    const derived = deriveAll(plan, knownOf(plan, named, storedOf(item, wanted)), problems.report);
    problems.finish();
    return derived;
  } catch (error) {
    throw naming(plan, { ...key, ...item }, error);
  }
}

/** Compares the item with what the schema derives. An index that the entity is not in any more loses its key. */
function differences(state: ReindexState, item: StoredItem): readonly Difference[] {
  const { plan } = state;
  const { attributes, keys } = derive(state, item);
  const wanted = new Map<string, AttributeValue | undefined>(indexAttributes(plan).map((name) => [name, undefined]));
  for (const [name, text] of keys) wanted.set(name, text === undefined ? undefined : { S: text });
  for (const [attribute, outcome] of attributes)
    wanted.set(attribute.stored, encodedOutcome(plan.name, attribute, outcome));
  const { marker } = plan.table;
  if (marker !== undefined) wanted.set(marker, { S: plan.name });
  return [...wanted].flatMap(([name, value]) =>
    JSON.stringify(item[name]) === JSON.stringify(value) ? [] : [{ name, value }],
  );
}

/** Writes on condition that nothing of what was read has changed. */
async function writeChanges(state: ReindexState, item: StoredItem, changes: readonly Difference[]): Promise<void> {
  const { service, plan, key } = state;
  const aliases = makeAliases();
  const text = compileUpdate(
    changes.map(
      ({ name, value }): Change => ({ kind: value ? 'set' : 'remove', path: [name], ...(value && { value }) }),
    ),
    aliases,
  );
  const node = involved(plan)
    .map((name) => (item[name] ? equals([name], item[name]) : notExists(name)))
    .reduce((all, each) => both(all, each) ?? each, exists(plan.table.partitionKey));
  const command = new UpdateItemCommand({
    TableName: tableName(service, plan.table.name),
    Key: key,
    UpdateExpression: text,
    ...conditionInput(node, aliases),
    ...aliases.attributes(),
    ...commonInput(state),
  });
  await sendWrite(state, command, writeDestination(state), () => writeDetails(state, 'dynamodb:UpdateItem'));
}

const textOf = (value: AttributeValue | undefined): string | undefined => value && (value.S ?? JSON.stringify(value));
