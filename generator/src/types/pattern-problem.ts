import type { Problem } from '../diagnostics/problem.js';
import { backtracking } from '../language/backtracking.js';

/** Finds what is wrong with a `pattern`: that it is not a regular expression, or that a text could keep a process busy with it. */
export function patternProblem(
  pattern: string,
  maxLength: number | undefined,
): Pick<Problem, 'code' | 'summary' | 'why' | 'hint'> | undefined {
  const wrong = regularExpressionError(pattern);
  if (wrong !== undefined)
    return {
      code: 'schema.pattern',
      summary: `This is not a regular expression: ${wrong}.`,
      hint: 'It is read by JavaScript with the flag `u`: escape only what needs it.',
    };
  const found = backtracking(pattern, maxLength);
  const slow = {
    code: 'schema.slow-pattern',
    why: 'A text that does not match could keep the process busy for minutes.',
  } as const;
  switch (found.kind) {
    case 'harmless':
      return undefined;
    case 'exponential':
      return {
        ...slow,
        summary:
          'This pattern can match one text in very many ways: a repetition contains another one of the same characters.',
        hint: 'Separate repetitions by a character that neither of them contains: `^[a-z]+(-[a-z]+)*$` in place of `^([a-z]+-?)+$`.',
      };
    case 'slow':
      return {
        ...slow,
        summary: 'This pattern can split a long text between its repetitions in very many ways.',
        hint: `Add \`maxLength: ${roundDown(found.length)}\` or less, begin it with \`^\`, or separate the repetitions by a character that neither of them contains.`,
      };
    case 'unknown':
      return {
        ...slow,
        summary: `The running time of this pattern is unknown: it ${found.why}.`,
        hint: 'Use a simpler pattern, without `\\1`, `\\k<name>` and `(?i:…)`.',
      };
  }
}

const roundDown = (length: number): number => {
  const unit = 10 ** Math.max(0, String(length).length - 1);
  return Math.max(1, Math.floor(length / unit) * unit);
};

function regularExpressionError(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const [, reason] = /: ([^:]*)$/.exec(error instanceof Error ? error.message : '') ?? [];
    return (reason ?? 'it does not parse').toLowerCase();
  }
}

/** Returns whether another rule reports the pattern of a type, which is none or could take for ever: it is not to be run. */
export const hasPatternProblem = ({ kind, pattern, maxLength }: StringLike): boolean =>
  kind === 'string' && pattern !== undefined && patternProblem(pattern, maxLength) !== undefined;

/** A type of any kind, with the options of a string's. */
interface StringLike {
  readonly kind: string;
  readonly pattern?: string;
  readonly maxLength?: number;
}
