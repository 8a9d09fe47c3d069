import { answerTo } from './complaint.js';
import { type Corpus, mutant } from './mutant.js';
import { Random } from './random.js';

export interface Finding {
  readonly seed: number;
  readonly wrong: string;
  readonly text: string;
}

export interface Tally {
  readonly runs: number;
  readonly compiled: number;
  readonly compared: number;
  readonly slowestMilliseconds: number;
  readonly findings: readonly Finding[];
}

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly corpus: Corpus;
  readonly onFinding?: (finding: Finding) => void;
  readonly onRun?: (run: number) => void;
}

/** Compiles as many mutants as asked, and tells what is wrong with the answers. A seed gives the same ones again. */
export function fuzz({ runs, seed, corpus, onFinding, onRun }: FuzzOptions): Tally {
  const findings: Finding[] = [];
  const tally = { runs, compiled: 0, compared: 0, slowestMilliseconds: 0, findings };
  for (let run = 0; run < runs; run += 1) {
    const own = seed * 1_000_003 + run;
    const text = mutant(corpus, new Random(own));
    onRun?.(run);
    const wrong = check(text, tally);
    if (wrong === undefined) continue;
    findings.push({ seed: own, wrong, text });
    onFinding?.({ seed: own, wrong, text });
  }
  return tally;
}

function check(
  text: string,
  tally: { compiled: number; compared: number; slowestMilliseconds: number },
): string | undefined {
  try {
    const { wrong, compiled, compared, milliseconds } = answerTo(text);
    if (compiled) tally.compiled += 1;
    if (compared) tally.compared += 1;
    tally.slowestMilliseconds = Math.max(tally.slowestMilliseconds, milliseconds);
    return wrong;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
