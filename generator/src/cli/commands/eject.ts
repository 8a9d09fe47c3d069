import { dirname, join } from 'node:path';
import { CouldNotRun } from '../../project/could-not-run.js';
import { shownPath } from '../../project/shown-path.js';
import { templateNames, templateText } from '../../project/templates.js';
import { createUserFile } from '../../write/user-file.js';
import type { CommandDefinition } from '../command.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printJson } from '../report/print-json.js';
import { printSummary } from '../report/print-summary.js';

/** The folder of templates unless the configuration names one. */
const FOLDER = 'templates';

export const eject: CommandDefinition = {
  name: 'eject',
  summary: 'copy a template of the output, to change it',
  arguments: [{ name: '[template]', description: 'the template; all of them are listed without one' }],
  options: [],
  examples: ['tenantry eject', 'tenantry eject client-file.ts'],
  exitCodes: { 0: 'copied, or listed' },
  run,
};

async function run(context: Context, [wanted]: readonly string[]): Promise<ExitCode> {
  const { terminal, options } = context;
  const known = templateNames();
  if (wanted === undefined) {
    printJson(context, { templates: known });
    if (options.format !== 'json') terminal.out(known.map((name) => `${name}\n`).join(''));
    return 0;
  }
  const name = wanted.replace(/\.hbs$/, '');
  if (!known.includes(name))
    throw new CouldNotRun('input.template', `There is no template ${wanted}. Known: ${known.join(', ')}.`);
  const { loadConfig } = await import('../../project/load-project.js');
  const config = loadConfig(options.config, terminal.cwd, terminal.cwd);
  const path = join(
    config === undefined ? terminal.cwd : dirname(config.path),
    config?.templates ?? FOLDER,
    `${name}.hbs`,
  );
  const shown = shownPath(terminal.cwd, path);
  if (!createUserFile(path, templateText(name)))
    throw new CouldNotRun('output.exists', `${shown} is there already, and stays as it is.`);
  printJson(context, { files: [{ path: shown, status: 'created' }] });
  printSummary(context, `created  ${shown}`);
  if (config?.templates === undefined)
    printSummary(context, `Add \`templates: ${FOLDER}\` to tenantry.config.yaml, so that it is used.`);
  return 0;
}
