/** A file that a run wants to exist: its path inside the output folder, with `/`, and its whole text. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** Shown unfolded in reviews although it is generated: a change of access must be seen. */
  readonly review?: true;
  /** Leaves the place to a file of the user's that is already there. */
  readonly yields?: true;
}

/** Everything that a run wants in one output folder, relative to the project's base folder or absolute. */
export interface WantedFolder {
  readonly folder: string;
  readonly files: readonly WantedFile[];
}
