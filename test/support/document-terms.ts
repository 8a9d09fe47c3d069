import { listOf, type PolicyDocument, type Statement } from '../../iam/src/document.js';
import { matchTokens } from '../../iam/src/evaluate/glob.js';
import { subjectOf } from '../../iam/src/evaluate/request.js';
import { readText, type Token } from '../../iam/src/evaluate/text.js';

export type Pattern = readonly Token[];

/** All that statements look at in a request: patterns of actions and resources, and those of each condition key. */
export interface Terms {
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  /** The lists of values by lower-cased condition key; a key that is only asked for has none. */
  readonly keys: ReadonlyMap<string, readonly (readonly Pattern[])[]>;
  /** Lower-cased keys that stand in patterns as variables. */
  readonly variables: ReadonlySet<string>;
}

export function termsOf(documents: readonly PolicyDocument[]): Terms {
  const actions: Pattern[] = [];
  const resources: Pattern[] = [];
  const keys = new Map<string, readonly (readonly Pattern[])[]>();
  for (const { Version, Statement: statements } of documents) {
    const variables = Version === '2012-10-17';
    for (const { Action, NotAction, Resource, NotResource, Condition } of statements) {
      actions.push(
        ...[...listOf(Action), ...listOf(NotAction)].map((text) => read(text.toLowerCase(), { wildcards: true })),
      );
      resources.push(
        ...[...listOf(Resource), ...listOf(NotResource)].map((text) => read(text, { variables, wildcards: true })),
      );
      for (const [operator, tests] of Object.entries(Condition ?? {})) {
        const wildcards = /Like|Arn/.test(operator);
        for (const [key, values] of Object.entries(tests)) {
          const known = keys.get(key.toLowerCase()) ?? [];
          const lists = /Null/.test(operator) ? [] : listsOf(operator, listOf(values));
          const patterns = lists.map((texts) => texts.map((text) => read(text, { variables, wildcards })));
          keys.set(key.toLowerCase(), distinct([...known, ...patterns]));
        }
      }
    }
  }
  const patterns = [...resources, ...[...keys.values()].flat(2)];
  const variables = patterns.flatMap((tokens) =>
    tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
  );
  return { actions: distinct(actions), resources: distinct(resources), keys, variables: new Set(variables) };
}

/** An operator that does not look at case tells apart texts that differ in case only. */
const listsOf = (operator: string, texts: readonly string[]): readonly (readonly string[])[] =>
  operator.includes('IgnoreCase')
    ? [texts, ...texts.flatMap((text) => [[text.toLowerCase()], [text.toUpperCase()]])]
    : [texts];

function read(text: string, { variables = false, wildcards }: { variables?: boolean; wildcards: boolean }): Pattern {
  const tokens = readText(text, { variables, wildcards });
  if (tokens === undefined) throw new Error(`no pattern that IAM documents: ${text}`);
  return tokens;
}

const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

export type Values = ReadonlyMap<string, string | undefined>;

/** The pattern with the values in place of its variables; undefined where one has no value, so that it matches nothing. */
function filled(pattern: Pattern, values: Values): Pattern | undefined {
  const tokens: Token[] = [];
  for (const token of pattern) {
    if (token.kind !== 'variable') tokens.push(token);
    else {
      const value = values.get(token.key) ?? token.fallback;
      if (value === undefined) return undefined;
      tokens.push({ kind: 'text', text: value });
    }
  }
  return tokens;
}

/** The lists with values; one whose variables have none is taken apart, for then it matters which pattern comes first. */
export const filledLists = (lists: readonly (readonly Pattern[])[], values: Values): readonly (readonly Pattern[])[] =>
  distinct(
    lists.flatMap((list) => {
      const sure = list.every((pattern) =>
        pattern.every((token) => token.kind !== 'variable' || (values.get(token.key) ?? token.fallback ?? '') !== ''),
      );
      const patterns = list.flatMap((pattern) => {
        const tokens = filled(pattern, values);
        return tokens === undefined ? [] : [tokens];
      });
      return sure ? [patterns] : patterns.map((pattern) => [pattern]);
    }),
  );

/** Which of some patterns without variables match a text. */
export const matching = (patterns: readonly Pattern[], text: string): string =>
  patterns.map((pattern) => Number(matchTokens(pattern, text, NOBODY))).join('');

const NOBODY = subjectOf({ action: '', resource: '', context: {} });

/** A document of some of its statements. */
export const withStatements = (document: PolicyDocument, statements: readonly Statement[]): PolicyDocument => ({
  ...document,
  Statement: statements,
});

/** `ForAllValues` is true of a missing key with and without `IfExists`, so both are written alike; order means nothing. */
function normalForm({ Condition = {}, ...statement }: Statement): string {
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [operator.replace(/^(ForAllValues:\w+)IfExists$/, '$1'), key, values]),
  );
  return JSON.stringify([statement, tests.map((test) => JSON.stringify(test)).sort()]);
}

/** The statements of each of two documents that the other one does not have. */
export function changedStatements(
  one: PolicyDocument,
  other: PolicyDocument,
): readonly [PolicyDocument, PolicyDocument] {
  if (one.Version !== other.Version) return [one, other];
  const without = (a: PolicyDocument, b: PolicyDocument): PolicyDocument => {
    const known = new Set(b.Statement.map(normalForm));
    return withStatements(
      a,
      a.Statement.filter((statement) => !known.has(normalForm(statement))),
    );
  };
  return [without(one, other), without(other, one)];
}

/** Returns whether a statement speaks of an action at all. */
export function speaksOf({ Action, NotAction }: Statement, action: string): boolean {
  const meant = listOf(Action ?? NotAction).some((text) =>
    matchTokens(read(text.toLowerCase(), { wildcards: true }), action.toLowerCase(), NOBODY),
  );
  return Action === undefined ? !meant : meant;
}

/** An action of each pattern that some statements name. */
export const namedActions = (statements: readonly Statement[]): readonly string[] =>
  distinct(statements.flatMap(({ Action, NotAction }) => [...listOf(Action), ...listOf(NotAction)])).map((text) =>
    text.replaceAll(/[*?]/g, 'x'),
  );
