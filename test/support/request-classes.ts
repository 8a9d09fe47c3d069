import type { AccessRequest, RequestContext } from '../../iam/src/evaluate/index.js';
import { BUCKET_ACTIONS, OBJECT_ACTIONS } from '../../iam/src/s3-actions.js';
import {
  DESCRIBING_ACTIONS,
  INDEX_ACTIONS,
  KEYED_ACTIONS,
  KEYLESS_ACTIONS,
} from '../../iam/src/words/dynamodb-actions.js';
import { filledLists, matching, type Pattern, type Terms, type Values } from './document-terms.js';
import { keyOptions, type Option } from './key-options.js';
import { textClasses } from './text-classes.js';
import { variableValues } from './variable-values.js';

/** Every action of which documents here may speak, and some of which none does. */
export const ACTIONS: readonly string[] = [
  ...[...KEYED_ACTIONS, ...KEYLESS_ACTIONS, ...DESCRIBING_ACTIONS],
  ...[...OBJECT_ACTIONS, ...BUCKET_ACTIONS, 's3:ListAllMyBuckets'],
  ...['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:GetCallerIdentity'],
  ...['iam:PassRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'ec2:RunInstances'],
];

export interface RequestClass {
  /** Without the context keys that `terms` knows only because the whole documents look at them. */
  readonly outer: AccessRequest;
  /** Every request that differs from it in those. */
  inner(): Iterable<AccessRequest>;
}

/**
 * A request of each class that documents with these terms can tell apart. A document tells requests apart by which of its
 * patterns match their action, their resource and the values of their condition keys, and by nothing else; so one request of
 * each combination stands for all. Lists of values are taken up to two: one `ForAnyValue` and one `ForAllValues` need no more.
 * `looked` are the keys that come first, those of the statements that differ, and `actions` those of which these speak.
 */
export function* requestClasses(
  terms: Terms,
  looked: ReadonlySet<string>,
  actions: readonly string[],
  caller: string,
): Generator<RequestClass> {
  const variables = variableValues(terms);
  const keys = [...terms.keys.keys()].filter((key) => !variables.some(([name]) => name === key));
  const [first, later] = [keys.filter((key) => looked.has(key)), keys.filter((key) => !looked.has(key))];
  for (const values of product(variables)) {
    const known: Values = new Map(values);
    const session = Object.fromEntries(values.filter(([, value]) => value !== undefined)) as RequestContext;
    const resources = classesOf(
      filledLists(
        terms.resources.map((pattern) => [pattern]),
        known,
      ),
    );
    const options = (of: readonly string[], action: string): readonly (readonly [string, readonly Option[]])[] =>
      of.map((key) => [key, keyOptions(key, classesOf(filledLists(terms.keys.get(key) ?? [], known)), action)]);
    for (const action of actionClasses(terms.actions, actions)) {
      for (const resource of resources.filter((arn) => isReal(action, arn))) {
        for (const context of product(options(first, action))) {
          const outer = requestOf(action, resource, session, context, caller);
          yield {
            outer,
            *inner() {
              for (const more of product(options(later, action)))
                yield requestOf(action, resource, session, [...context, ...more], caller);
            },
          };
        }
      }
    }
  }
}

type Assigned = readonly (readonly [key: string, value: Option])[];

function requestOf(
  action: string,
  resource: string,
  session: RequestContext,
  context: Assigned,
  caller: string,
): AccessRequest {
  const given = Object.fromEntries(context.filter(([, value]) => value !== undefined)) as RequestContext;
  const arn = given['aws:principalarn'] ?? caller;
  return {
    ...{ action, resource, principal: { kind: 'AWS', names: [String(arn)] } },
    context: { 'aws:principalarn': arn, ...session, ...given },
  };
}

/** Indexes are queried; IAM checks everything else on the table. */
const isReal = (action: string, resource: string): boolean =>
  !resource.includes('/index/') || INDEX_ACTIONS.has(action);

const actionsBy = new Map<string, readonly string[]>();

/** One action of each set that the same patterns match and that carries the same keys. */
function actionClasses(patterns: readonly Pattern[], actions: readonly string[]): readonly string[] {
  const id = JSON.stringify([patterns, actions]);
  const known = actionsBy.get(id);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  for (const action of actions) {
    const service = action.replace(/:.*/, '');
    const like = `${matching(patterns, action.toLowerCase())} ${KEYED_ACTIONS.includes(action)} ${INDEX_ACTIONS.has(action)} ${service}`;
    if (!found.has(like)) found.set(like, action);
  }
  const classes = [...found.values()];
  actionsBy.set(id, classes);
  return classes;
}

const classesBy = new Map<string, readonly string[]>();

export function classesOf(lists: readonly (readonly Pattern[])[]): readonly string[] {
  const id = JSON.stringify(lists);
  const known = classesBy.get(id) ?? textClasses(lists);
  classesBy.set(id, known);
  return known;
}

/** Every combination of one value of each. */
export function* product<T>(
  dimensions: readonly (readonly [name: string, values: readonly T[]])[],
): Generator<readonly (readonly [string, T])[]> {
  const [first, ...rest] = dimensions;
  if (first === undefined) {
    yield [];
    return;
  }
  const [name, values] = first;
  for (const value of values) for (const others of product(rest)) yield [[name, value], ...others];
}
