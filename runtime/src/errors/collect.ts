import type { ReportValue, ValueProblem } from '../codec/attribute.js';
import { ValidationFailed } from './validation-failed.js';

/** Gathers problems, so that a caller sees all of them at once. */
export interface Collector {
  readonly report: ReportValue;
  /** Throws `ValidationFailed` when there were any. */
  finish(): void;
}

export function collectProblems(entity: string, operation: string): Collector {
  const problems: ValueProblem[] = [];
  return {
    report(problem) {
      // A parameter of both keys is checked twice.
      if (!problems.some(({ path, message }) => path === problem.path && message === problem.message))
        problems.push(problem);
    },
    finish() {
      if (problems.length > 0) throw new ValidationFailed(entity, operation, problems);
    },
  };
}
