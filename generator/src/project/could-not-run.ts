/** Why a command could not run at all (exit code 2): bad arguments, a missing file, a folder that cannot be written. */
export class CouldNotRun extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.name = 'CouldNotRun';
    this.code = code;
    this.hint = hint;
  }
}
