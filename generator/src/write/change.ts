/**
 * A change of one path of an output folder.
 * `hand-edited`, `foreign` and `blocked` are refusals: the first two are overwritten when the user says `--force`.
 */
export type Change =
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'update'; readonly path: string; readonly text: string; readonly reason: string }
  | { readonly kind: 'unchanged'; readonly path: string }
  /** A file of ours that is no longer generated. */
  | { readonly kind: 'delete'; readonly path: string; readonly reason: string }
  /** A file of ours whose content is neither what was written nor what is wanted. */
  | { readonly kind: 'hand-edited'; readonly path: string; readonly reason: string }
  /** A file that is not ours stands where one of ours should go. */
  | { readonly kind: 'foreign'; readonly path: string; readonly reason: string }
  /** A folder or a symbolic link stands in the way, or the path leaves the output folder. */
  | { readonly kind: 'blocked'; readonly path: string; readonly reason: string };

export type Refusal = Extract<Change, { kind: 'hand-edited' | 'foreign' | 'blocked' }>;

export const isRefusal = <C extends Change>(change: C): change is C & Refusal =>
  change.kind === 'hand-edited' || change.kind === 'foreign' || change.kind === 'blocked';

export const touchesDisk = (change: Change): boolean =>
  change.kind === 'create' || change.kind === 'update' || change.kind === 'delete';
