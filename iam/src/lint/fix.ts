import type { Statement } from '../document.js';
import { recordOf } from '../evaluate/compile.js';
import { type LintSubject, lintPolicies, type PolicyFinding } from './lint.js';

/** A statement with all that was found in it, and what to write instead. */
export interface StatementFindings {
  readonly policy: number;
  readonly index?: number;
  readonly statement: string;
  readonly findings: readonly PolicyFinding[];
  /** Passes lint itself. Absent where only the author can know what is meant. */
  readonly fix?: readonly Statement[];
}

/** Groups findings by statement, and works out one fix for each. */
export function lintStatements(subjects: readonly LintSubject[]): readonly StatementFindings[] {
  const groups = new Map<string, PolicyFinding[]>();
  for (const finding of lintPolicies(subjects)) {
    const id = `${finding.policy} ${finding.index}`;
    groups.set(id, [...(groups.get(id) ?? []), finding]);
  }
  return [...groups.values()].flatMap((findings): readonly StatementFindings[] => {
    const [first] = findings;
    if (first === undefined) return [];
    const { policy, index, statement } = first;
    const fix = index === undefined ? undefined : fixOf(subjects, policy, index, findings);
    return [{ policy, ...(index !== undefined && { index }), statement, findings, ...(fix && { fix }) }];
  });
}

const MOST_STEPS = 20;

/** Takes the fix of one finding after the other until nothing is found in what stands for the statement. */
function fixOf(
  subjects: readonly LintSubject[],
  policy: number,
  index: number,
  found: readonly PolicyFinding[],
): readonly Statement[] | undefined {
  const listed = recordOf(subjects[policy]?.document)?.Statement;
  const statements: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  let written: readonly unknown[] = [statements[index]];
  let findings = found;
  const seen = new Set<string>();
  for (let step = 0; step < MOST_STEPS; step++) {
    const fixable = findings.filter(({ fix }) => fix !== undefined);
    // A guard narrows, and is worth having where the keys would be proved without it.
    const next = fixable.find(({ rule }) => rule === 'missing-tag-guard') ?? fixable[0];
    if (next?.fix === undefined || next.index === undefined) return undefined;
    written = written.toSpliced(next.index - index, 1, ...next.fix);
    const id = JSON.stringify(written);
    if (seen.has(id)) return undefined;
    seen.add(id);
    findings = findingsWith(subjects, policy, statements.toSpliced(index, 1, ...written)).filter(
      (each) => each.index !== undefined && each.index >= index && each.index < index + written.length,
    );
    if (findings.length === 0) return written as readonly Statement[];
  }
  return undefined;
}

/** Only the policies of the same owner count together. */
function findingsWith(
  subjects: readonly LintSubject[],
  policy: number,
  statements: readonly unknown[],
): readonly PolicyFinding[] {
  const changed = subjects[policy];
  if (changed === undefined) return [];
  const document = { ...recordOf(changed.document), Statement: statements };
  const together = subjects.flatMap((each, i) =>
    i !== policy && (changed.owner === undefined || each.owner !== changed.owner)
      ? []
      : [i === policy ? { ...each, document } : each],
  );
  const at = together.findIndex((each) => each.document === document);
  return lintPolicies(together).filter((finding) => finding.policy === at);
}
