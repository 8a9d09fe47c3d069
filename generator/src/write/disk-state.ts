/** The content of one path of an output folder. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly text: string; readonly hash: string }
  /** Nothing that can be replaced: a folder, a symbolic link, a path that leaves the output folder. */
  | { readonly kind: 'obstacle'; readonly reason: string };

/** The state of an output folder that a run reads before it decides anything. */
export interface DiskState {
  readonly manifest: Found;
  readonly found: ReadonlyMap<string, Found>;
  /** Temporary files and the lock of a run that was killed, by name. */
  readonly leftovers: readonly string[];
}
