import { describe, expect, it } from 'vitest';
import { createGate } from '../../../sandbox/src/engine/gate.js';

describe('a gate', () => {
  it('lets work through side by side, and others alone', async () => {
    const gate = createGate();
    const log: string[] = [];
    const work = (name: string, milliseconds: number) => async () => {
      log.push(`${name} begins`);
      await new Promise((next) => setTimeout(next, milliseconds));
      log.push(`${name} ends`);
    };
    const all = [gate.pass(work('a', 20)), gate.pass(work('b', 10)), gate.alone(work('alone', 10))];
    all.push(gate.pass(work('c', 1)), gate.alone(work('second', 1)));
    await Promise.all(all);
    expect(log.slice(0, 6)).toEqual(['a begins', 'b begins', 'b ends', 'a ends', 'alone begins', 'alone ends']);
    // Whichever goes first then, the two do not overlap.
    for (const name of ['c', 'second']) expect(log.indexOf(`${name} ends`)).toBe(log.indexOf(`${name} begins`) + 1);
  });

  it('opens again after work that fails', async () => {
    const gate = createGate();
    const fail = () => Promise.reject(new Error('no'));
    await expect(gate.pass(fail)).rejects.toThrow('no');
    await expect(gate.alone(fail)).rejects.toThrow('no');
    await expect(gate.alone(async () => 'done')).resolves.toBe('done');
    await expect(gate.pass(async () => 'done')).resolves.toBe('done');
  });
});
