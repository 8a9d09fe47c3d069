import type { Condition, Statement } from '@tenantry/iam';
import { type KeyPattern, keyPatterns, patternTags, patternText } from '../keys/pattern.js';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { indexArn, tableArn } from './arn.js';
import { keyCondition } from './condition.js';
import { deriveRequiredAccess } from './derive-required-access.js';
import type { DataAction, RequiredAccess } from './required-access.js';
import { uniqueSids, verbOf, wordOf } from './sid.js';

/** The patterns that one action needs on one resource. */
interface Access {
  readonly action: DataAction;
  readonly attributes: readonly string[] | undefined;
  /** By their text. `open` holds the public ones, and all of an unscoped role. */
  readonly own: Map<string, KeyPattern>;
  readonly open: Map<string, KeyPattern>;
}

/**
 * The statements on tables and indexes: one per resource and group of actions that need the same keys. All patterns
 * of an action sit in one statement, because a batch is allowed by one statement that covers every key of it, or not at all.
 */
export function dataStatements(model: Model, role: Role, environment: Environment): readonly Statement[] {
  const requiredAccess = deriveRequiredAccess(model, role);
  const statements = model.tables.flatMap((table) =>
    [undefined, ...table.indexes.map(({ name }) => name)].flatMap((index) => {
      const arn = index === undefined ? tableArn(environment, table.name) : indexArn(environment, table.name, index);
      const here = requiredAccess.filter((required) => required.table === table.name && required.index === index);
      return resourceStatements(here, arn, wordOf(table.name) + wordOf(index ?? ''));
    }),
  );
  return uniqueSids(statements);
}

function resourceStatements(
  requiredAccess: readonly RequiredAccess[],
  arn: string,
  word: string,
): readonly Statement[] {
  const groups = new Map<string, Access[]>();
  for (const access of accessesOf(requiredAccess)) {
    const signature = signatureOf(access);
    groups.set(signature, [...(groups.get(signature) ?? []), access]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ own, open, attributes } = NOTHING] = group;
    const actions = group.map(({ action }) => action);
    const statement = (suffix: string, condition?: Condition): Statement => ({
      Sid: word + verbOf(actions) + (attributes === undefined ? '' : 'Limited') + suffix,
      Effect: 'Allow',
      Action: actions.map((action) => `dynamodb:${action}`).sort(),
      Resource: arn,
      ...(condition && { Condition: condition }),
    });
    if (actions.includes('Scan')) return [statement('', attributes && limitedCondition({}, actions, attributes))];
    const tied = (suffix: string, patterns: readonly KeyPattern[]): Statement =>
      statement(suffix, limitedCondition(keyCondition(patterns, attributes), actions, attributes));
    // Public keys appear twice: with the caller's own, for batches of both, and alone, for a session that lacks a tag.
    return [
      ...(own.size > 0 ? [tied('', [...own.values(), ...open.values()])] : []),
      ...(open.size > 0 ? [tied(own.size > 0 ? 'Public' : '', [...open.values()])] : []),
    ];
  });
}

const NOTHING: Access = { action: 'GetItem', attributes: undefined, own: new Map(), open: new Map() };

function accessesOf(requiredAccess: readonly RequiredAccess[]): readonly Access[] {
  const accesses = new Map<string, Access>();
  for (const { action, attributes, partition, source } of requiredAccess) {
    const id = JSON.stringify([action, attributes ?? null]);
    const access = accesses.get(id) ?? { action, attributes, own: new Map(), open: new Map() };
    accesses.set(id, access);
    if (partition === undefined) continue;
    for (const pattern of keyPatterns(partition, source)) {
      (patternTags(pattern).length > 0 ? access.own : access.open).set(patternText(pattern), pattern);
    }
  }
  return [...accesses.values()].sort((a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action));
}

/** Reads first, as a reviewer looks for them. */
const ORDER: readonly DataAction[] = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'ConditionCheckItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'Scan',
];

const signatureOf = ({ action, attributes, own, open }: Access): string =>
  JSON.stringify([
    action === 'Scan',
    // Only these two carry the condition keys that limit a read or an update to attributes.
    attributes === undefined ? null : [attributes, limitKind(action)],
    [...own.keys()].sort(),
    [...open.keys()].sort(),
  ]);

type LimitKind = 'Select' | 'ReturnValues' | 'failure';

const limitKind = (action: DataAction): LimitKind =>
  action === 'UpdateItem' ? 'ReturnValues' : action === 'ConditionCheckItem' ? 'failure' : 'Select';

/**
 * Conditions on the attributes that may be returned. Without `Select` a read returns everything, so it has to be there; a
 * count returns no attributes. Without `ReturnValues` nothing comes back, so its absence is safe; a condition check has it
 * for the item on which it fails.
 */
const RETURNED: { readonly [kind in LimitKind]: Condition } = {
  Select: { StringEquals: { 'dynamodb:Select': ['COUNT', 'SPECIFIC_ATTRIBUTES'] } },
  ReturnValues: { StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW', 'UPDATED_OLD'] } },
  failure: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
};

/** Limits what is named and what comes back. */
function limitedCondition(
  condition: Condition,
  actions: readonly DataAction[],
  attributes: readonly string[] | undefined,
): Condition {
  if (attributes === undefined) return condition;
  const limited: Condition =
    'Null' in condition
      ? condition
      : {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
          Null: { 'dynamodb:Attributes': 'false' },
        };
  return { ...limited, ...RETURNED[limitKind(actions[0] ?? 'GetItem')] };
}
