/** The place of the schema, as a run is given it. */
export interface ProjectRequest {
  /** Absolute: what paths are relative to, and where the search for a schema begins. */
  readonly cwd: string;
  /** Schema files, globs, folders, or `-` for standard input; empty means: look for it. */
  readonly schemas: readonly string[];
  /** The configuration's path; without it the nearest one upwards, if any. */
  readonly config?: string | undefined;
  /** The folder that the schema's output folders are relative to. */
  readonly out?: string | undefined;
  /** The text of standard input. */
  input(): Promise<string>;
}
