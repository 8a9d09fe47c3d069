/** Where a policy is attached: a session policy and a boundary have the elements of an identity policy. */
export type PolicyKind = 'identity' | 'resource' | 'trust';
