import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lru } from '../../../runtime/src/session/lru.js';

/** The same, as plainly as can be. */
class Model {
  readonly entries: [key: string, value: number][] = [];
  readonly forgotten: number[] = [];
  readonly max: number;
  constructor(max: number) {
    this.max = max;
  }
  use(key: string): number | undefined {
    const at = this.entries.findIndex(([one]) => one === key);
    const [entry] = at < 0 ? [] : this.entries.splice(at, 1);
    if (entry !== undefined) this.entries.push(entry);
    return entry?.[1];
  }
  set(key: string, value: number): void {
    this.drop(key);
    this.entries.push([key, value]);
    const [oldest] = this.entries.length > this.max ? this.entries.splice(0, 1) : [];
    if (oldest !== undefined) this.forgotten.push(oldest[1]);
  }
  drop(key: string): void {
    const at = this.entries.findIndex(([one]) => one === key);
    if (at >= 0) this.entries.splice(at, 1);
  }
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key, value: fc.nat() }),
  fc.record({ kind: fc.constantFrom('get' as const, 'peek' as const, 'delete' as const), key, value: fc.constant(0) }),
  fc.record({ kind: fc.constant('clear' as const), key, value: fc.constant(0) }),
);

describe('Lru', () => {
  it('forgets the least recently used, whatever is done', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (max, steps) => {
        const model = new Model(max);
        const forgotten: number[] = [];
        const lru = new Lru<number>(max, (value) => forgotten.push(value));
        for (const { kind, key, value } of steps) {
          if (kind === 'set') {
            lru.set(key, value);
            model.set(key, value);
          } else if (kind === 'get') expect(lru.get(key)).toBe(model.use(key));
          else if (kind === 'peek') expect(lru.peek(key)).toBe(model.entries.find(([one]) => one === key)?.[1]);
          else if (kind === 'delete') {
            lru.delete(key);
            model.drop(key);
          } else {
            lru.clear();
            model.entries.length = 0;
          }
          expect(lru.values()).toEqual(model.entries.map(([, one]) => one));
          expect(lru.size).toBe(model.entries.length);
        }
        expect(forgotten).toEqual(model.forgotten);
      }),
    );
  });
});
