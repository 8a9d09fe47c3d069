import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { FINDING_CODES } from '../../diagnostics/finding-codes.js';
import { type Counterexample, type Finding, isSoundness } from './finding.js';

/** A finding as a diagnostic of the run: what breaks isolation is an error. */
export function findingDiagnostic(finding: Finding): Diagnostic {
  const { code, environment, role, policy, statement, summary, counterexample } = finding;
  const of = [environment, role, policy, statement].filter((part) => part !== undefined).join(' / ');
  return {
    code,
    severity: isSoundness(finding) ? 'error' : 'warning',
    where: undefined,
    summary: `${of}: ${summary}`,
    why: counterexample === undefined ? FINDING_CODES[code].why : shown(counterexample),
    hint:
      role === undefined
        ? 'Change what `identity` says.'
        : 'Change the grant that it stems from, or the statement of `additionalStatements`.',
  };
}

function shown({ session, other, action, resource, leadingKeys, expected, actual }: Counterexample): string {
  const keys = leadingKeys === undefined ? '' : ` on ${leadingKeys.map((key) => JSON.stringify(key)).join(', ')}`;
  const owner = Object.keys(other).length === 0 ? '' : `, keys of ${tagsText(other)}`;
  return `For the session ${tagsText(session)}: ${action}${keys} of ${resource}${owner} must be ${expected} and is ${actual}.`;
}

const tagsText = (tags: { readonly [tag: string]: string }): string =>
  `{ ${Object.entries(tags)
    .map(([tag, value]) => `${tag}: ${JSON.stringify(value)}`)
    .join(', ')} }`;
