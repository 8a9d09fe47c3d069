import { recordOf } from './compile.js';
import { arnParts } from './operator.js';
import type { Outcome } from './outcome.js';
import type { RequestPrincipal } from './request.js';

export interface PrincipalMatch {
  readonly outcome: Outcome;
  /** Only the account matched: `123456789012` or its root ARN. */
  readonly delegates: boolean;
}

const NO: PrincipalMatch = { outcome: 'no', delegates: false };
const YES: PrincipalMatch = { outcome: 'yes', delegates: false };
const UNKNOWN: PrincipalMatch = { outcome: 'unknown', delegates: false };

/** The `Principal` element of a resource policy against the caller. */
export function matchPrincipal(element: unknown, caller: RequestPrincipal | undefined): PrincipalMatch {
  if (element === undefined || caller === undefined) return UNKNOWN;
  if (element === '*') return YES;
  const kinds = recordOf(element);
  if (kinds === undefined) return UNKNOWN;
  // IAM User Guide, "AWS JSON policy elements: Principal": `{ "AWS": "*" }` is the same as `"*"`.
  if ([kinds.AWS].flat().includes('*')) return YES;
  const named = kinds[caller.kind];
  if (named === undefined) return NO;
  const names: readonly unknown[] = Array.isArray(named) ? named : [named];
  if (names.some((name) => typeof name !== 'string')) return UNKNOWN;
  if (names.includes('*') || caller.names.some((name) => names.includes(name))) return YES;
  const accounts = new Set(caller.names.map((name) => arnParts(name)?.[4]));
  const delegates = caller.kind === 'AWS' && names.some((name) => accounts.has(accountOf(String(name))));
  return delegates ? { outcome: 'yes', delegates } : NO;
}

const accountOf = (name: string): string | undefined =>
  /^\d{12}$/.test(name) ? name : /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
