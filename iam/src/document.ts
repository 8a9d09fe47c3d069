/** An IAM policy as AWS reads it. Source: IAM User Guide, "IAM JSON policy elements reference". */
export interface PolicyDocument {
  /** Without this version, policy variables are plain text. */
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: Condition;
}

export type Principal = '*' | { readonly [kind: string]: OneOrMore<string> };

/** Operator → condition key → values. Operators and keys are ANDed, values are ORed. */
export interface Condition {
  readonly [operator: string]: { readonly [key: string]: OneOrMore<string> };
}

export type OneOrMore<T> = T | readonly T[];

export const policyDocument = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** Policies write a list of one as the value itself; this reads both forms. */
export const listOf = <T extends string>(value: OneOrMore<T> | undefined): readonly T[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
