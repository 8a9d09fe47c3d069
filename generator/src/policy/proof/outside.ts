import { alphabetOf, type Chain, reads, sameChain, worthTrying } from './chain.js';

/**
 * A shortest text of `chain` that none of the others holds; undefined proves that they cover it. The empty text, which is no
 * key, does not count.
 * Reads the chain and, beside it, the set of all states in which the others may be. Of two sets at one place of the chain the
 * larger one is dropped: whatever gets past it gets past the smaller one too. Without that there may be exponentially many.
 */
export function textOutside(chain: Chain, others: readonly Chain[]): string | undefined {
  if (others.some((other) => sameChain(chain, other))) return undefined;
  // Literals leave no choice, so most chains need no alphabet.
  let alphabet: readonly string[] | undefined;
  const seen = new Map<number, (readonly number[])[]>();
  let level: readonly { readonly at: number; readonly states: readonly number[]; readonly text: string }[] = [
    {
      at: 0,
      states: closed(
        others,
        others.map((_, other) => stateOf(other, 0)),
      ),
      text: '',
    },
  ];
  while (level.length > 0) {
    const next: { at: number; states: readonly number[]; text: string }[] = [];
    for (const node of level) {
      for (let at = node.at; ; at++) {
        // The empty text does not count, so what it passes is still new to a longer one.
        if (node.text !== '') {
          const known = seen.get(at) ?? [];
          if (known.some((states) => isPart(states, node.states))) break;
          seen.set(at, [...known, node.states]);
        }
        const step = chain[at];
        if (step === undefined) {
          if (
            node.text !== '' &&
            !node.states.some((state) => positionOf(state) === (others[chainOf(state)]?.length ?? 0))
          )
            return node.text;
          break;
        }
        alphabet ??= step.character === undefined ? alphabetOf([chain, ...others]) : undefined;
        for (const character of worthTrying(alphabet ?? [], step)) {
          if (!reads(step, character)) continue;
          const states = closed(
            others,
            node.states.flatMap((state) => after(others, state, character)),
          );
          next.push({ at: step.loop ? at : at + 1, states, text: node.text + character });
        }
        if (!step.loop) break;
      }
    }
    level = next;
  }
  return undefined;
}

/** A state of one of the others, as a number. No chain is longer than DynamoDB's longest partition key. */
const WIDTH = 4096;
const stateOf = (chain: number, position: number): number => chain * WIDTH + position;
const chainOf = (state: number): number => Math.floor(state / WIDTH);
const positionOf = (state: number): number => state % WIDTH;

function after(others: readonly Chain[], state: number, character: string): readonly number[] {
  const step = others[chainOf(state)]?.[positionOf(state)];
  return step !== undefined && reads(step, character) ? [step.loop ? state : state + 1] : [];
}

/** Returns whether every state of one sorted list is in another. */
function isPart(part: readonly number[], whole: readonly number[]): boolean {
  if (part.length > whole.length) return false;
  let i = 0;
  for (const state of part) {
    while (i < whole.length && (whole[i] as number) < state) i++;
    if (whole[i] !== state) return false;
  }
  return true;
}

/** With every state that is reached by leaving loops. */
function closed(others: readonly Chain[], states: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let state of states) {
    all.add(state);
    while (others[chainOf(state)]?.[positionOf(state)]?.loop) all.add(++state);
  }
  return [...all].sort((a, b) => a - b);
}
