import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CouldNotRun } from '../could-not-run.js';
import type { Config } from './config.js';
import { readText } from './read-text.js';

export const TEMPLATE_EXTENSION = '.hbs';

/** The user's own templates: absolute paths, in order. None when the configuration names no folder of them. */
export function templateFiles({ folder, templates }: Config): string[] {
  if (templates === undefined) return [];
  const names = namesOf(join(folder, templates), templates).filter((name) => name.endsWith(TEMPLATE_EXTENSION));
  return names.sort().map((name) => join(folder, templates, name));
}

/** Their texts by name, without the extension. */
export const readTemplates = (files: readonly string[]): ReadonlyMap<string, string> =>
  new Map(files.map((file) => [basename(file, TEMPLATE_EXTENSION), readText(file)]));

function namesOf(folder: string, shown: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new CouldNotRun(
      'config.invalid',
      `\`templates\` of the configuration is not a folder that can be read: ${shown}.`,
    );
  }
}
