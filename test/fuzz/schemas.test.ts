import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.js';
import { readCorpus } from './mutant.js';

// The short form of `node test/fuzz/run.mjs --runs 100000`.
const RUNS = 300;

describe('mutated schemas', () => {
  it(`${RUNS} of them are compiled or refused, at a place, in time, and without a statement of their own`, () => {
    const corpus = readCorpus(fileURLToPath(new URL('../..', import.meta.url)));
    const { findings, compared } = fuzz({ runs: RUNS, seed: 1, corpus });
    expect(findings.map(({ seed, wrong }) => `seed ${seed}: ${wrong}`)).toEqual([]);
    expect(compared).toBeGreaterThan(RUNS / 50);
  });
});
