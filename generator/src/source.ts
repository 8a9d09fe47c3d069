/** One text of the schema. `file` is how messages name it; nothing is read from there. */
export interface Source {
  readonly file: string;
  readonly text: string;
}
