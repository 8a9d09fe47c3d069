/** A map of at most `max` entries that forgets the one unused for longest. */
export class Lru<Value> {
  // A Map iterates in insertion order, so the first key is the one to forget once every use re-inserts its key.
  readonly #entries: Map<string, Value> = new Map();
  readonly #max: number;
  readonly #forgotten: (value: Value) => void;

  constructor(max: number, forgotten: (value: Value) => void = () => {}) {
    this.#max = max;
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Without counting as a use. */
  peek(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#max) return;
    const [oldest] = this.#entries as Iterable<[string, Value]>;
    if (oldest === undefined) return;
    this.#entries.delete(oldest[0]);
    this.#forgotten(oldest[1]);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  values(): Iterable<Value> {
    return this.#entries.values();
  }

  clear(): void {
    this.#entries.clear();
  }
}
