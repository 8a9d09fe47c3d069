import type { Decision } from '../account/authorize.js';

/** How a request ended. */
export type Outcome =
  /** Allowed, and passed on to the engine. */
  | 'forwarded'
  /** Allowed, and answered by the sandbox itself: credentials, an identity. */
  | 'answered'
  /** IAM did not allow it. */
  | 'denied'
  /** It could not be read, or its signature does not hold. */
  | 'refused';

/** One line of the trace. It names keys and actions, never an item's content. */
export interface TraceRecord {
  readonly kind: 'request';
  readonly time: string;
  readonly requestId: string;
  readonly service: 'dynamodb' | 'sts' | 'cognito-identity';
  readonly operation: string;
  /** The ARN of the caller; absent for an unsigned request. */
  readonly principal?: string;
  /** The ARN whose policies counted: of the caller's role, or of the user itself. */
  readonly identity?: string;
  readonly tags?: { readonly [key: string]: string };
  readonly outcome: Outcome;
  readonly status: number;
  /** The service's code, of a request that was not allowed or failed. */
  readonly error?: string;
  /** The fault, and the action to take. */
  readonly explanation?: string;
  readonly decisions: readonly Decision[];
  /** The sandbox's own time, without the engine's. */
  readonly milliseconds: number;
}
