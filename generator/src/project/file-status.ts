import type { PlacedChange } from '../write/write-folders.js';
import { shownPath } from './shown-path.js';

/** One file in the output of `generate` and `check`, as JSON shows it. */
export interface FileStatus {
  /** Relative to the current folder, with `/`. */
  readonly path: string;
  readonly status: GenerateStatus | CheckStatus;
  readonly reason?: string;
}

export type GenerateStatus = 'created' | 'updated' | 'unchanged' | 'deleted' | 'hand-edited' | 'foreign' | 'blocked';
export type CheckStatus = 'missing' | 'changed' | 'unchanged' | 'orphaned' | 'hand-edited' | 'foreign' | 'blocked';

type Words<Status> = { readonly [kind in PlacedChange['kind']]: Status };

const REFUSALS = {
  unchanged: 'unchanged',
  'hand-edited': 'hand-edited',
  foreign: 'foreign',
  blocked: 'blocked',
} as const;

/** The words for changes that were made. */
export const GENERATED: Words<GenerateStatus> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  ...REFUSALS,
};

/** The words for the same changes while they are missing. */
export const CHECKED: Words<CheckStatus> = { create: 'missing', update: 'changed', delete: 'orphaned', ...REFUSALS };

export const fileStatuses = (
  changes: readonly PlacedChange[],
  words: Words<GenerateStatus | CheckStatus>,
  cwd: string,
): FileStatus[] =>
  changes.map((change) => ({
    path: shownPath(cwd, change.file),
    status: words[change.kind],
    ...('reason' in change && { reason: change.reason }),
  }));
