/** A request that a policy allows although it must not, or refuses although it must not. */
export interface Finding {
  readonly code: FindingCode;
  readonly environment: string;
  /** Absent for a finding about the session issuer. */
  readonly role?: string;
  /** Where it is not the role's own policy, its trust policy or the session issuer's. */
  readonly policy?: 'session' | 'guardrail';
  /** The Sid of the statement at fault, or its number; absent where a statement is lacking. */
  readonly statement?: string;
  /** The fault, in a sentence. */
  readonly summary: string;
  readonly counterexample?: Counterexample;
}

/** A request that proves a finding. */
export interface Counterexample {
  /** The caller's tags. A tag that is absent here is absent there. */
  readonly session: { readonly [tag: string]: string };
  /** The tags of the one whose keys these are; empty where the keys are nobody's or the caller's own. */
  readonly other: { readonly [tag: string]: string };
  readonly action: string;
  readonly resource: string;
  /** Absent where the request names no key. */
  readonly leadingKeys?: readonly string[];
  /** Further condition keys of the request. */
  readonly context?: { readonly [key: string]: string | readonly string[] };
  /** The required decision and the actual one. */
  readonly expected: 'allowed' | 'denied';
  readonly actual: 'allowed' | 'denied' | 'unknown';
}

/**
 * Soundness:
 * `policy.open-partition`   a template's keys are not all inside the scope that it claims
 * `policy.foreign-key`     one session reaches a key that another owns
 * `policy.mixed-batch`     a batch with a foreign key passes because it also holds an own one
 * `policy.no-key`          a tenant role may do something that no key limits
 * `policy.tag-guard`       a session with an empty or missing tag reaches what is neither public nor its own
 * `policy.public-write`    a tenant role may write public items
 * `policy.outside-scope`   a tenant role reaches keys that belong to no scope
 * `policy.escalation`      a tenant role may change what fences it
 * `policy.unproved`        a statement on the tables or buckets of which neither safety nor a counterexample was found
 * Completeness:
 * `policy.refused`         the generated client may issue a request for the role, and the policies refuse it
 * `policy.wider`           the policies allow what no grant of the role needs
 * `policy.attributes`      a grant limited to attributes gives more than these
 * The guardrail, which isolation does not rest on:
 * `guardrail.wider`         it lets through, from a role that was given too much, what it is there to stop
 * `guardrail.refused`       it stops what the generated client may issue, or somebody whom it is not about
 * Sessions:
 * `trust.refused`          a session that the model foresees cannot begin
 * `trust.wider`            a session can begin that the model does not foresee
 * `session-issuer.refused`, `session-issuer.wider`   the same of the principal that hands out sessions
 */
export type FindingCode =
  | 'policy.open-partition'
  | 'policy.foreign-key'
  | 'policy.mixed-batch'
  | 'policy.no-key'
  | 'policy.tag-guard'
  | 'policy.public-write'
  | 'policy.outside-scope'
  | 'policy.escalation'
  | 'policy.unproved'
  | 'policy.refused'
  | 'policy.wider'
  | 'policy.attributes'
  | 'guardrail.wider'
  | 'guardrail.refused'
  | 'trust.refused'
  | 'trust.wider'
  | 'session-issuer.refused'
  | 'session-issuer.wider';

/** Returns whether a finding breaks isolation; the others break completeness. */
export const isSoundness = ({ code }: Finding): boolean =>
  ![
    'policy.refused',
    'policy.wider',
    'policy.attributes',
    'guardrail.wider',
    'guardrail.refused',
    'trust.refused',
    'session-issuer.refused',
  ].includes(code);
