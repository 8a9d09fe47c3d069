import type { Condition, PolicyDocument, Statement } from '../document.js';
import { compileDocument, recordOf } from '../evaluate/compile.js';
import { matchTokens } from '../evaluate/glob.js';
import { subjectOf } from '../evaluate/request.js';
import { readText } from '../evaluate/text.js';
import { foldName } from '../fold.js';
import { POLICY_ELEMENTS } from '../words/elements.js';
import type { StatementReach } from './key-reach.js';

/** One value list of a condition: operator, key and values, taken apart. */
export interface ConditionView {
  readonly operator: string;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Without qualifier and `IfExists`. */
  readonly base: string;
  readonly key: string;
  /** Lower-cased: keys have no case. */
  readonly name: string;
  readonly values: readonly string[];
}

/** A statement as rules look at it: lists are lists, whatever the document wrote. */
export interface StatementView {
  readonly index: number;
  /** The Sid, or the number. */
  readonly name: string;
  readonly allows: boolean;
  readonly statement: Statement;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly ConditionView[];
  /** Every ARN, account, provider or service that the statement names, with its kind. */
  readonly principals: readonly { readonly kind: string; readonly name: string }[];
  /** The items of others that it is not proved to keep out; empty where that is proved. */
  readonly reach: StatementReach;
  /** The part that is not understood, if any. */
  readonly unknown: string | undefined;
}

export interface PolicyView {
  readonly statements: readonly StatementView[];
  /** An element of the document that IAM does not have, if any. */
  readonly unknown: string | undefined;
  /** Variables are read as such. */
  readonly variables: boolean;
  /** It says who may: a trust policy, or the policy of a table. */
  readonly hasPrincipals: boolean;
  readonly isOfTenants: boolean;
  readonly tiedObjects: readonly string[];
  readonly tag: string | undefined;
}

/** The context of a policy: facts from those that count together with it. */
export interface PolicyContext {
  reachOf(statement: number): StatementReach;
  /** Some statement ties items or objects to the caller. */
  readonly isOfTenants: boolean;
  /** How the ARNs of objects begin that some statement ties to the caller. */
  readonly tiedObjects: readonly string[];
  /** The tag of the sessions: the only one that the policies name, or none where they name none. */
  readonly tag: string | undefined;
}

const ALONE: PolicyContext = { reachOf: () => ({}), isOfTenants: false, tiedObjects: [], tag: undefined };

/** Returns undefined where the value is no policy at all. */
export function policyView(
  policy: unknown,
  { reachOf, isOfTenants, tiedObjects, tag }: PolicyContext = ALONE,
): PolicyView | undefined {
  const document = recordOf(policy);
  const listed = document?.Statement;
  if (document === undefined || listed === undefined) return undefined;
  const compiled = compileDocument(document as unknown as PolicyDocument);
  const statements = (Array.isArray(listed) ? listed : [listed]).map((value: unknown, index) =>
    statementView(value, index, reachOf(index), compiled[index]?.unknown),
  );
  return {
    statements,
    unknown: Object.keys(document).find((element) => !POLICY_ELEMENTS.includes(element)),
    variables: document.Version === '2012-10-17',
    hasPrincipals: statements.some(({ principals }) => principals.length > 0),
    ...{ isOfTenants, tiedObjects, tag },
  };
}

function statementView(
  value: unknown,
  index: number,
  reach: StatementReach,
  unread: string | undefined,
): StatementView {
  const record = recordOf(value) ?? {};
  const { Sid, Effect, Action, NotAction, Resource, Condition, Principal } = record;
  return {
    index,
    reach,
    unknown: recordOf(value) === undefined ? 'the statement' : unread,
    name: typeof Sid === 'string' && Sid !== '' ? Sid : `${index + 1}`,
    allows: Effect === 'Allow',
    // Rules copy elements of it and judge each by itself.
    statement: record as unknown as Statement,
    actions: texts(Action),
    notActions: texts(NotAction),
    resources: texts(Resource),
    conditions: conditionViews(Condition),
    principals: principalViews(Principal),
  };
}

function conditionViews(condition: unknown): readonly ConditionView[] {
  return Object.entries(recordOf(condition) ?? {}).flatMap(([operator, keys]) => {
    const [, qualifier, base = operator] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
    return Object.entries(recordOf(keys) ?? {}).map(([key, values]) => ({
      operator,
      qualifier: qualifier === 'ForAllValues' || qualifier === 'ForAnyValue' ? qualifier : undefined,
      base,
      key,
      name: foldName(key),
      values: texts(values),
    }));
  });
}

function principalViews(principal: unknown): StatementView['principals'] {
  if (typeof principal === 'string') return [{ kind: 'AWS', name: principal }];
  return Object.entries(recordOf(principal) ?? {}).flatMap(([kind, names]) =>
    texts(names).map((name) => ({ kind, name })),
  );
}

/** In conditions, JSON booleans and numbers stand for their text. */
const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : typeof each === 'boolean' || typeof each === 'number' ? [String(each)] : [],
  );

/** Returns whether an action pattern such as `dynamodb:*` means an action. */
export function meansAction(pattern: string, action: string): boolean {
  const tokens = readText(foldName(pattern), { variables: false, wildcards: true }) ?? [];
  return matchTokens(tokens, foldName(action), subjectOf({ action, resource: '', context: {} }));
}

/** Which of some actions a statement means. */
export const actionsMeant = ({ actions }: StatementView, of: readonly string[]): readonly string[] =>
  of.filter((action) => actions.some((pattern) => meansAction(pattern, action)));

export const LEADING_KEYS = 'dynamodb:leadingkeys';

export const conditionOn = ({ conditions }: StatementView, name: string): readonly ConditionView[] =>
  conditions.filter((condition) => condition.name === name);

/** Returns whether a plain `Null` asks that the key be there. */
export const asksFor = (view: StatementView, name: string): boolean =>
  conditionOn(view, name).some(({ operator, values }) => operator === 'Null' && values.includes('false'));

/** Returns whether a condition asks that the tag hold a character. */
export const guardsTag = (view: StatementView, name: string): boolean =>
  conditionOn(view, name).some(
    ({ operator, values }) =>
      (operator === 'StringLike' && values.every((value) => value === '?*' || /^[^*?$]/.test(value))) ||
      (operator === 'StringEquals' && values.every((value) => value !== '' && !value.includes('${'))) ||
      (operator === 'StringNotEquals' && values.includes('')),
  );

/** Returns whether a place in a statement is a condition on leading keys. */
export const isKeysElement = (element: readonly string[]): boolean => foldName(element.at(-1) ?? '') === LEADING_KEYS;

/** The statement with its condition changed; operators that become empty go. */
export function withCondition({ statement }: StatementView, change: (condition: Editable) => void): Statement {
  // Unreadable conditions stay out of the fix.
  const readable = Object.entries(recordOf(statement.Condition) ?? {}).filter(
    ([, keys]) => recordOf(keys) !== undefined,
  );
  const condition = structuredClone(Object.fromEntries(readable)) as Editable;
  change(condition);
  const kept = Object.entries(condition).filter(([, keys]) => Object.keys(keys).length > 0);
  return { ...statement, Condition: Object.fromEntries(kept) as Condition };
}

export interface Editable {
  [operator: string]: { [key: string]: string | readonly string[] };
}

/** Adds one key to one operator. */
export function put(condition: Editable, operator: string, key: string, values: string | readonly string[]): void {
  condition[operator] = { ...condition[operator], [key]: values };
}
