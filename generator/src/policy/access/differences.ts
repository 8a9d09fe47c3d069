import type { AccessRow } from './access-row.js';

/** An access beyond a role's grants, or one that is missing in spite of them, for one reason. */
export interface AccessDifference {
  readonly role: string;
  /** `Role.primary` and the like. */
  readonly on: readonly string[];
  readonly actions: readonly string[];
  readonly wider: boolean;
  readonly reason: string;
  /** The one attribute that is wider. */
  readonly attribute?: string;
  /** The reason that the schema gives for accepting it. */
  readonly accepted?: string;
  /** A change that would keep them apart, for each entity for which one is known. */
  readonly suggestions: readonly string[];
}

/** Rows that differ, joined where role, actions and reason are the same. */
export function accessDifferences(access: readonly AccessRow[]): readonly AccessDifference[] {
  const byPattern = grouped(
    access.filter(({ declared, effective }) => declared !== effective),
    ({ role, entity, accessPattern, reason, effective, accepted }) => [
      ...[role, entity, accessPattern, reason, effective, accepted],
    ],
  );
  const withActions = byPattern.map((rows) => ({ rows, actions: rows.map(({ action }) => action) }));
  return grouped(withActions, ({ rows: [row], actions }) => [
    row?.role,
    row?.reason,
    row?.effective,
    row?.accepted,
    actions,
  ]).flatMap((group): readonly AccessDifference[] => {
    const [
      {
        rows: [first],
        actions,
      } = { rows: [], actions: [] },
    ] = group;
    if (first === undefined) return [];
    const { role, effective, reason = '', attribute, accepted } = first;
    const rows = group.flatMap(({ rows: [row] }) => row ?? []);
    return [
      {
        ...{ role, actions, wider: effective, reason },
        ...(attribute !== undefined && { attribute }),
        ...(accepted !== undefined && { accepted }),
        on: rows.map(({ entity, accessPattern }) => `${entity}.${accessPattern}`),
        suggestions: [...new Set(rows.flatMap(({ suggestion }) => suggestion ?? []))],
      },
    ];
  });
}

/** In groups of equal id, in the order of their first members. */
function grouped<T>(all: readonly T[], id: (each: T) => unknown): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = JSON.stringify(id(each));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** `a`, `a and b`, `a, b and c`. */
export const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
