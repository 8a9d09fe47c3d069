import type { Verification } from '../verify/verify.js';
import { crossingSummaries } from './crossing-summaries.js';
import { accessDifferences, inWords } from './differences.js';
import type { AccessRow } from './effective-access.js';

/** How much wider or narrower the policies are than the grants. */
export interface AccessCount {
  readonly rows: number;
  readonly effective: number;
  /** Effective and not declared. */
  readonly wider: number;
  /** Of these, those that the schema acknowledges. */
  readonly accepted: number;
  /** Declared and not effective. */
  readonly refused: number;
}

export const countAccess = (access: readonly AccessRow[]): AccessCount => ({
  rows: access.filter(({ attribute }) => attribute === undefined).length,
  effective: access.filter(({ effective, attribute }) => effective && attribute === undefined).length,
  accepted: access.filter(({ accepted }) => accepted !== undefined).length,
  wider: access.filter(({ declared, effective }) => effective && !declared).length,
  refused: access.filter(({ declared, effective }) => declared && !effective).length,
});

/** For a terminal: the counts, each difference, each declared crossing. */
export function accessText({ access, crossings }: Pick<Verification, 'access' | 'crossings'>): string {
  const { rows, effective, wider, accepted: acknowledged, refused } = countAccess(access);
  return [
    `${effective} of ${rows} combinations of role, entity, access pattern and action are allowed; ${wider} wider than declared${wider === 0 ? '' : ` (${acknowledged} acknowledged)`}, ${refused} refused though declared.`,
    ...accessDifferences(access).flatMap(
      ({ role, on, actions, wider: more, reason, suggestions, attribute, accepted }) => [
        `  ${role}: ${attribute === undefined ? '' : `${attribute} of `}${inWords(on)} ${actions.join(', ')} ${more ? 'allowed though not declared' : 'declared and refused'}: ${reason}`,
        ...(accepted === undefined ? [] : [`    Accepted: ${accepted}`]),
        ...(accepted === undefined ? suggestions : []).map((suggestion) => `    ${suggestion}`),
      ],
    ),
    ...(crossings.length > 0
      ? ['Declared crossings:', ...crossingSummaries(crossings).map((line) => `  ${line}`)]
      : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
