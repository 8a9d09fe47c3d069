import type { PolicyKind } from './policy-kind.js';

/** Elements of a policy. Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
export const POLICY_ELEMENTS: readonly string[] = ['Version', 'Id', 'Statement'];

const IDENTITY = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] as const;

/** Elements of a statement by the kind of its policy: only policies of resources name principals. */
export const STATEMENT_ELEMENTS: { readonly [kind in PolicyKind]: readonly string[] } = {
  identity: IDENTITY,
  resource: [...IDENTITY, 'Principal', 'NotPrincipal'],
  trust: ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'],
};

export const EFFECTS: readonly string[] = ['Allow', 'Deny'];

/** Kinds of principals. Source: the same, "AWS JSON policy elements: Principal". */
export const PRINCIPAL_KINDS: readonly string[] = ['AWS', 'CanonicalUser', 'Federated', 'Service'];
