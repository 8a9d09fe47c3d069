import { withoutAnswer } from './without-answer.js';

/** The base of every error of this package. `code` never changes and equals the class name. */
export abstract class TenantryError extends Error {
  abstract readonly code: string;

  /** `details` become the fields that the classes declare. */
  constructor(message?: string, options?: ErrorOptions, details?: object) {
    super(message, options && 'cause' in options ? { ...options, cause: withoutAnswer(options.cause) } : options);
    Object.assign(this, details);
  }

  override get name(): string {
    return this.code;
  }
}
