import { type ScopeRecord, SessionsClosed, type StsUnavailable } from './errors.js';
import { isOfIssuer } from './issue-failure.js';

/** After the n-th failure in a row: `first` × 2ⁿ⁻¹ ms, at most `max`, of which up to half is left off at random. */
export interface Backoff {
  readonly first: number;
  readonly max: number;
}

export const waitAfter = (count: number, { first, max }: Backoff): number =>
  Math.min(first * 2 ** (count - 1), max) * (1 - Math.random() / 2);

const AT_FIRST = 10;
/** At 50 ms a call, some 500 calls a second: STS allows about 600 for an account and Region, and shares them among all that ask. */
const AT_MOST = 25;

interface Waiting {
  readonly scope: ScopeRecord;
  readonly go: () => void;
  readonly fail: (error: Error) => void;
}

/**
 * Paces the calls to the issuer, of all scopes together. It begins with few at a time and allows one more for each answer.
 * After a failure of the issuer itself (throttling, an outage, base credentials) nothing is asked until a pause has passed,
 * and then one call at a time again. A refusal is an answer: it concerns one scope, and slows nobody else down.
 */
export class Pacer {
  readonly #now: () => number;
  readonly #backoff: Backoff;
  readonly #waiting: Set<Waiting> = new Set();
  #running = 0;
  #limit = AT_FIRST;
  #failures = 0;
  #pauseUntil = 0;
  #error: StsUnavailable | undefined;
  /** Counts failures that led to a pause: a call that began before the last one tells nothing new. */
  #generation = 0;

  constructor(now: () => number, backoff: Backoff) {
    this.#now = now;
    this.#backoff = backoff;
  }

  get paused(): boolean {
    return this.#now() < this.#pauseUntil;
  }

  async run<Value>(scope: ScopeRecord, call: () => Promise<Value>): Promise<Value> {
    if (this.#error !== undefined && this.paused) throw this.#error.of(scope);
    if (this.#running < this.#limit) this.#running++;
    else await new Promise<void>((go, fail) => this.#waiting.add({ scope, go, fail }));
    const generation = this.#generation;
    try {
      const value = await call();
      this.#answered(generation);
      return value;
    } catch (error) {
      if (isOfIssuer(error)) this.#failed(error, generation);
      else this.#answered(generation);
      throw error;
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  close(): void {
    this.#refuse(() => new SessionsClosed());
  }

  #answered(generation: number): void {
    if (generation !== this.#generation) return;
    this.#failures = 0;
    this.#error = undefined;
    if (this.#limit < AT_MOST) this.#limit++;
  }

  #failed(error: StsUnavailable, generation: number): void {
    if (generation !== this.#generation) return;
    this.#generation++;
    this.#failures++;
    this.#limit = 1;
    this.#error = error;
    this.#pauseUntil = this.#now() + waitAfter(this.#failures, this.#backoff);
    if (this.paused) this.#refuse((scope) => error.of(scope));
  }

  #admit(): void {
    for (const waiting of this.#waiting) {
      if (this.#running >= this.#limit) return;
      this.#running++;
      this.#waiting.delete(waiting);
      waiting.go();
    }
  }

  #refuse(errorOf: (scope: ScopeRecord) => Error): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const { scope, fail } of waiting) fail(errorOf(scope));
  }
}
