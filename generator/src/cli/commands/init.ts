import { basename, join, resolve } from 'node:path';
import { CouldNotRun } from '../../project/could-not-run.js';
import { isSchemaName } from '../../project/find-schema.js';
import { namesIn } from '../../project/find-upwards.js';
import { readText } from '../../project/read-text.js';
import { shownPath } from '../../project/shown-path.js';
import { createUserFile, replaceUserFile } from '../../write/user-file.js';
import type { CommandDefinition } from '../command.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { importExtension } from '../init/import-extension.js';
import { newPackageJson, withProject } from '../init/package-json.js';
import { ownVersion } from '../own-version.js';
import { printJson } from '../report/print-json.js';
import { printSummary } from '../report/print-summary.js';

interface InitFile {
  readonly path: string;
  readonly status: 'created' | 'updated' | 'kept';
}

export const init: CommandDefinition = {
  name: 'init',
  summary: 'start a project: a small schema that compiles, the configuration, npm scripts',
  arguments: [{ name: '[dir]', description: 'the folder (default: this one)' }],
  options: [],
  examples: ['tenantry init', 'tenantry init shop'],
  exitCodes: { 0: 'the files are there' },
  isOpenEnded: () => true,
  run,
};

async function run(context: Context, [folder = '.']: readonly string[]): Promise<ExitCode> {
  const { terminal } = context;
  const base = resolve(terminal.cwd, folder);
  const service = await chooseName(context, serviceName(basename(base)));
  // The program is one for our own schema.
  const has = existingSchema(base);
  const { projectFiles } = await import('../init/project-files.js');
  const wanted = projectFiles(service, importExtension(base)).filter(({ path }) => !has.test(path));
  const files: InitFile[] = wanted.map(({ path, text }) => ({
    path,
    status: createUserFile(join(base, path), text) ? 'created' : 'kept',
  }));
  files.push({ path: 'package.json', status: addScripts(join(base, 'package.json'), service) });
  const shown = files.map(({ path, status }) => ({ path: shownPath(terminal.cwd, join(base, path)), status }));
  printJson(context, { service, files: shown });
  for (const { path, status } of shown) printSummary(context, `${status.padEnd(8)} ${path}`);
  printSummary(context, nextSteps(folder));
  return 0;
}

/** Matches the files that an existing schema makes needless: ours, the program for ours, and a configuration that would not find it. */
function existingSchema(base: string): RegExp {
  const isIn = (folder: string): boolean => namesIn(folder).some(isSchemaName);
  if (isIn(base)) return /^(?:schemas|src)\/|^tenantry\.config/;
  return isIn(join(base, 'schemas')) ? /^(?:schemas|src)\// : /^$/;
}

async function chooseName({ terminal, options }: Context, proposed: string): Promise<string> {
  if (!terminal.canAsk || options.quiet || options.format !== 'text') return proposed;
  const answer = await terminal.ask(`Name of the service (${proposed}): `);
  if (answer === '') return proposed;
  if (isServiceName(answer)) return answer;
  throw new CouldNotRun(
    'input.service-name',
    `${answer} cannot be a service name.`,
    `Use lower-case words joined by -, such as ${serviceName(answer)}.`,
  );
}

function addScripts(path: string, service: string): InitFile['status'] {
  if (createUserFile(path, newPackageJson(service, ownVersion()))) return 'created';
  const before = readText(path);
  try {
    const after = withProject(before, ownVersion());
    if (after === undefined) return 'kept';
    replaceUserFile(path, after);
    return 'updated';
  } catch (error) {
    if (error instanceof SyntaxError) return 'kept';
    throw error;
  }
}

const nextSteps = (folder: string): string => `
Next:${folder === '.' ? '' : `\n  cd ${folder}`}
  npm install
  npm run generate
  npx tsc
  npx tenantry sandbox -- node dist/main.js`;

/** A service name from the name of a folder: kebab-case, beginning with a letter. */
export function serviceName(folder: string): string {
  const words = folder
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const name = words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return name === '' ? 'my-service' : name;
}

export const isServiceName = (name: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);
