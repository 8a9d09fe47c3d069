/** An entry in the order of use. */
interface Node<Value> {
  readonly key: string;
  value: Value;
  older: Node<Value> | undefined;
  newer: Node<Value> | undefined;
}

/**
 * A map of at most `max` entries that forgets the one unused for longest. A list keeps the order: a Map whose keys are
 * deleted and set again on each use keeps every deleted one in the chain of its hash, and a hot key gets slow (200 µs).
 */
export class Lru<Value> {
  readonly #nodes: Map<string, Node<Value>> = new Map();
  readonly #max: number;
  readonly #forgotten: (value: Value) => void;
  #oldest: Node<Value> | undefined;
  #newest: Node<Value> | undefined;

  constructor(max: number, forgotten: (value: Value) => void = () => {}) {
    this.#max = max;
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** Without counting as a use. */
  peek(key: string): Value | undefined {
    return this.#nodes.get(key)?.value;
  }

  get(key: string): Value | undefined {
    const node = this.#nodes.get(key);
    if (node === undefined) return undefined;
    if (node !== this.#newest) {
      this.#unlink(node);
      this.#append(node);
    }
    return node.value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const node = { key, value, older: undefined, newer: undefined };
    this.#nodes.set(key, node);
    this.#append(node);
    const oldest = this.#oldest;
    if (this.#nodes.size <= this.#max || oldest === undefined) return;
    this.delete(oldest.key);
    this.#forgotten(oldest.value);
  }

  delete(key: string): void {
    const node = this.#nodes.get(key);
    if (node === undefined) return;
    this.#nodes.delete(key);
    this.#unlink(node);
  }

  /** From the oldest to the newest; a copy, so that entries may be deleted meanwhile. */
  values(): Value[] {
    const values: Value[] = [];
    for (let node = this.#oldest; node !== undefined; node = node.newer) values.push(node.value);
    return values;
  }

  clear(): void {
    this.#nodes.clear();
    this.#oldest = undefined;
    this.#newest = undefined;
  }

  #append(node: Node<Value>): void {
    node.older = this.#newest;
    node.newer = undefined;
    if (this.#newest === undefined) this.#oldest = node;
    else this.#newest.newer = node;
    this.#newest = node;
  }

  #unlink({ older, newer }: Node<Value>): void {
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
  }
}
