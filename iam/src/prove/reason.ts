/**
 * Why a statement was neither proved nor refuted.
 * - `unreadable`: an element that is not understood
 * - `operator`: a condition that is not evaluated
 * - `unqualified`: a list without `ForAllValues` or `ForAnyValue`, which AWS leaves open
 * - `variable`: a variable that is not a tag of the session
 * - `two-places`: a tag that one text names at several places
 * - `other-tag`: a value that is compared with another one of the request
 * - `limit`: too many combinations
 */
export interface Reason {
  readonly kind: 'unreadable' | 'operator' | 'unqualified' | 'variable' | 'two-places' | 'other-tag' | 'limit';
  /** The element, condition, variable or tag. */
  readonly detail: string;
}
