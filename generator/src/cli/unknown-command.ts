import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CouldNotRun } from '../project/could-not-run.js';

/**
 * Refuses a misspelt command. `generate` may be left out, so it looks like the name of a schema: a bare word that is neither a
 * file nor a folder counts as a command.
 */
export async function refuseUnknownCommand(
  word: string | undefined,
  commands: readonly string[],
  cwd: string,
): Promise<void> {
  if (word === undefined || !/^[a-z][a-z-]*$/i.test(word) || existsSync(resolve(cwd, word))) return;
  const { suggestion } = await import('../diagnostics/suggest.js');
  throw new CouldNotRun(
    'input.no-command',
    `There is no command ${word}, and no file or folder of that name.`,
    suggestion(word, commands, 'commands'),
  );
}
