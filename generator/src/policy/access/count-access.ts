import type { AccessRow } from './access-row.js';

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
