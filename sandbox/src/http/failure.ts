/** A request that is answered with an error. Thrown where it is found; the service's protocol renders it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;
  /** The service's own code, such as `ValidationException`. */
  readonly code: string;
  /** Why, in the sandbox's words: for the explain log and the response header, not for the body. */
  readonly explanation: string | undefined;

  constructor(status: number, code: string, message: string, explanation?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.explanation = explanation;
  }
}
