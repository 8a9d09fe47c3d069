import type { CharSet } from './char-set.js';

export interface Edge {
  readonly to: number;
  /** The characters that the edge reads; undefined reads nothing. */
  readonly set: CharSet | undefined;
}

/** A non-deterministic automaton: state 0 is the start, `accept` the only end. */
export interface Automaton {
  readonly edges: readonly (readonly Edge[])[];
  readonly accept: number;
}
