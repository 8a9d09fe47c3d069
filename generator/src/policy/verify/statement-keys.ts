import {
  foldName,
  listOf,
  type OneOrMore,
  type PolicyDocument,
  readText,
  type Statement,
  type Token,
  tagOfVariable,
} from '@tenantry/iam';

/** A `LeadingKeys` pattern of a statement. */
export interface StatementPattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Lower-cased tags that it reads. */
  readonly tags: readonly string[];
}

/** The condition of a statement on keys, as far as it is of the form that is understood; anything else only narrows. */
export interface StatementKeys {
  /** Every key of the request must match one of these; undefined where no condition says so. */
  readonly patterns: readonly StatementPattern[] | undefined;
  /** Requests without keys are refused. */
  readonly keyed: boolean;
  /** Lower-cased tags that must be there and hold a character. */
  readonly guarded: ReadonlySet<string>;
}

const KEYS = 'dynamodb:leadingkeys';

/** Of a missing key `ForAllValues` is true with or without `IfExists`. */
const ALL_KEYS = /^ForAllValues:String(Like|Equals)(?:IfExists)?$/;

export function statementKeys(document: PolicyDocument, { Condition }: Statement): StatementKeys {
  const guarded = new Set<string>();
  let patterns: readonly StatementPattern[] | undefined;
  let keyed = false;
  for (const [operator, keys] of Object.entries(Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      const name = foldName(key);
      const tag = tagOfVariable(name);
      const [, all] = ALL_KEYS.exec(operator) ?? [];
      if (name === KEYS && all !== undefined) {
        patterns ??= patternsOf(values, document.Version === '2012-10-17', all === 'Like');
      } else if (name === KEYS && operator === 'Null') keyed = isOnly(values, 'false');
      else if (tag !== undefined && operator === 'StringLike' && isOnly(values, '?*')) guarded.add(tag);
    }
  }
  return { patterns, keyed, guarded };
}

function isOnly(values: OneOrMore<string>, value: string): boolean {
  const list = listOf(values);
  return list.length > 0 && list.every((each) => each === value);
}

function patternsOf(
  values: OneOrMore<string>,
  variables: boolean,
  wildcards: boolean,
): readonly StatementPattern[] | undefined {
  const patterns: StatementPattern[] = [];
  for (const text of listOf(values)) {
    const tokens = typeof text === 'string' ? readText(text, { variables, wildcards }) : undefined;
    if (tokens === undefined) return undefined;
    const tags = tokens.flatMap((token) => (token.kind === 'variable' ? (tagOfVariable(token.key) ?? []) : []));
    patterns.push({ text, tokens, tags });
  }
  return patterns;
}
