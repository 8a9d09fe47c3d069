import type { TraceRecord } from '../trace/record.js';
import type { Answer } from './answer.js';
import type { Call } from './call.js';

/** One of the services that the endpoint stands for. */
export interface Service {
  readonly name: TraceRecord['service'];
  /** Returns whether a request is for this service, told by its headers. */
  takes(headers: Call['headers']): boolean;
  /** Throws `Failure` and `SignatureFailure`. */
  answer(call: Call): Promise<Answer>;
  /** An error in the service's own shape. */
  failure(error: unknown, call: Pick<Call, 'requestId'>): Answer & { readonly code: string };
}
