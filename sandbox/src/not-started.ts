/** Why a sandbox did not start: something about its options, its files, its port or its engine. */
export class SandboxNotStarted extends Error {
  override readonly name = 'SandboxNotStarted';
}

/** Errors that the language throws are bugs, and pass as they are. */
export const notStarted = (error: unknown): unknown =>
  error instanceof Error && !BUGS.some((bug) => error instanceof bug)
    ? new SandboxNotStarted(error.message, { cause: error })
    : error;

const BUGS = [TypeError, RangeError, ReferenceError];
