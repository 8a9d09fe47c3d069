import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isRefusal } from '../write/change.js';
import type { PlacedChange } from '../write/write-folders.js';
import { shownPath } from './shown-path.js';

const CODES = {
  'hand-edited': 'output.hand-edited',
  foreign: 'output.foreign-file',
  blocked: 'output.blocked',
} as const;

const HINTS = {
  'hand-edited':
    'Make the change in the schema or in your own code. To lose the edit, delete the file or run `tenantry generate --force`.',
  foreign: 'Move the file away or choose another output folder. To overwrite it, run `tenantry generate --force`.',
  blocked: 'Remove the file that is in the way, or choose another output folder.',
} as const;

/** The files that keep a run from writing anything, as errors. */
export const refusals = (changes: readonly PlacedChange[], cwd: string): Diagnostic[] =>
  changes.filter(isRefusal).map((change) => ({
    code: CODES[change.kind],
    severity: 'error',
    where: wholeFile(shownPath(cwd, change.file)),
    summary: `Not written: ${change.reason}.`,
    hint: HINTS[change.kind],
  }));

/** A place for messages that are about a file and not about a line of it. */
export const wholeFile = (file: string): NonNullable<Diagnostic['where']> => ({ file, line: 1, column: 1, length: 0 });
