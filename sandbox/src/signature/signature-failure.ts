export type SignatureProblem =
  /** No Authorization header. */
  | 'missing'
  /** A header that is no signature of version 4, or that leaves out what must be signed. */
  | 'incomplete'
  /** The signature is not that of this request, or its time or scope is wrong. */
  | 'mismatch'
  /** An access key or a session token that this sandbox has not issued. */
  | 'unknown-key'
  | 'expired-token';

/** Each service has its own code for these; the words are the same. */
export class SignatureFailure extends Error {
  override readonly name = 'SignatureFailure';
  readonly problem: SignatureProblem;
  readonly explanation: string | undefined;

  constructor(problem: SignatureProblem, message: string, explanation?: string) {
    super(message);
    this.problem = problem;
    this.explanation = explanation;
  }
}
