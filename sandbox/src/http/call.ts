import type { Decision } from '../account/authorize.js';
import type { Principal } from '../account/principal.js';
import type { Outcome } from '../trace/record.js';

/** One request, read whole. */
export interface Call {
  readonly requestId: string;
  /** By lower-case name, each header line by itself. */
  readonly headers: { readonly [name: string]: readonly string[] | undefined };
  readonly body: Buffer;
  /** The clock of the sandbox. */
  readonly now: Date;
  readonly notes: Notes;
}

/**
 * The notes for the trace of a call, written down as they become known, so that a failure is traced with all that led to it.
 */
export interface Notes {
  operation: string;
  outcome: Outcome;
  principal?: Principal;
  decisions: readonly Decision[];
  explanation?: string;
  /** When the call left for the engine, by `performance.now()`. */
  sent?: number;
}
