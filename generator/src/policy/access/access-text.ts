import type { Crossing } from '../verify/crossings.js';
import type { Verification } from '../verify/verify.js';
import type { AccessRow } from './effective-access.js';

/** How much wider or narrower the policies are than the grants. */
export interface AccessCount {
  readonly rows: number;
  readonly effective: number;
  /** Effective and not declared. */
  readonly wider: number;
  /** Declared and not effective. */
  readonly refused: number;
}

export const countAccess = (access: readonly AccessRow[]): AccessCount => ({
  rows: access.length,
  effective: access.filter(({ effective }) => effective).length,
  wider: access.filter(({ declared, effective }) => effective && !declared).length,
  refused: access.filter(({ declared, effective }) => declared && !effective).length,
});

/** Differences that share a role, an entity, an access pattern and a reason, in one line. */
export interface AccessDifference {
  readonly role: string;
  readonly entity: string;
  readonly accessPattern: string;
  readonly actions: readonly string[];
  readonly wider: boolean;
  readonly reason: string;
  readonly suggestion?: string;
}

export function accessDifferences(access: readonly AccessRow[]): readonly AccessDifference[] {
  const found = new Map<string, AccessDifference & { readonly actions: string[] }>();
  for (const { role, entity, accessPattern, action, declared, effective, reason = '', suggestion } of access) {
    if (declared === effective) continue;
    const id = JSON.stringify([role, entity, accessPattern, reason]);
    const difference = found.get(id) ?? {
      ...{ role, entity, accessPattern, actions: [], wider: effective, reason },
      ...(suggestion !== undefined && { suggestion }),
    };
    difference.actions.push(action);
    found.set(id, difference);
  }
  return [...found.values()];
}

/** For a terminal: the counts, each difference, each declared crossing. */
export function accessText({ access, crossings }: Pick<Verification, 'access' | 'crossings'>): string {
  const { rows, effective, wider, refused } = countAccess(access);
  return [
    `${effective} of ${rows} combinations of role, entity, access pattern and action are allowed; ${wider} wider than declared, ${refused} refused though declared.`,
    ...accessDifferences(access).map(
      ({ role, entity, accessPattern, actions, wider: more, reason }) =>
        `  ${role}: ${entity}.${accessPattern} ${actions.join(', ')} ${more ? 'allowed though not declared' : 'declared and refused'}: ${reason}`,
    ),
    ...(crossings.length > 0
      ? ['Declared crossings:', ...crossingSummaries(crossings).map((line) => `  ${line}`)]
      : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Several roles may share one. */
export const crossingSummaries = (crossings: readonly Crossing[]): readonly string[] => [
  ...new Set(crossings.map(({ summary }) => summary)),
];
