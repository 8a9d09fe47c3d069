import { Failure } from '../http/failure.js';

/** The constraint of a parameter (AWS STS API Reference). Lengths are in characters. */
export interface Constraint {
  readonly min: number;
  readonly max: number;
  /** As the service prints it, and as it is checked: anchored. */
  readonly pattern?: string;
}

/** Checks parameters and then says all that is wrong with them at once, as the service does. */
export class Constraints {
  readonly #problems: string[] = [];

  required(value: string | undefined, name: string, constraint: Constraint): string {
    if (value === undefined) {
      this.#problems.push(`Value null at '${name}' failed to satisfy constraint: Member must not be null`);
      return '';
    }
    this.#check(value, name, constraint);
    return value;
  }

  optional(value: string | undefined, name: string, constraint: Constraint): string | undefined {
    if (value !== undefined) this.#check(value, name, constraint);
    return value;
  }

  seconds(value: string | undefined, name: string, min: number, max: number): number | undefined {
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isNaN(number)) this.#fail(value, name, 'Member must be an integer');
    else if (number < min) this.#fail(value, name, `Member must have value greater than or equal to ${min}`);
    else if (number > max) this.#fail(value, name, `Member must have value less than or equal to ${max}`);
    return number;
  }

  atMost(count: number, name: string, max: number): void {
    if (count > max) this.#fail('[…]', name, `Member must have length less than or equal to ${max}`);
  }

  /** Throws where anything was wrong. */
  done(): void {
    const count = this.#problems.length;
    if (count === 0) return;
    const words = `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#problems.join('; ')}`;
    throw new Failure(400, 'ValidationError', words);
  }

  #check(value: string, name: string, { min, max, pattern }: Constraint): void {
    const length = [...value].length;
    if (length < min) this.#fail(value, name, `Member must have length greater than or equal to ${min}`);
    if (length > max) this.#fail(value, name, `Member must have length less than or equal to ${max}`);
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
      this.#fail(value, name, `Member must satisfy regular expression pattern: ${pattern}`);
    }
  }

  #fail(value: string, name: string, what: string): void {
    this.#problems.push(`Value '${value}' at '${name}' failed to satisfy constraint: ${what}`);
  }
}
