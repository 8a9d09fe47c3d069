import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.js';
import { CouldNotRun } from './could-not-run.js';
import { readText } from './read-text.js';

const EXTENSION = '.hbs';

/** The templates of this package, for `tenantry eject`. */
const OURS = fileURLToPath(new URL('../../templates/', import.meta.url));

export const templateNames = (): string[] => namesIn(OURS, OURS);

export const templateText = (name: string): string => readText(join(OURS, name + EXTENSION));

/** The user's own templates: absolute paths, in order. None when the configuration names no folder of them. */
export function templateFiles({ folder, templates }: Config): string[] {
  if (templates === undefined) return [];
  const known = templateNames();
  const names = namesIn(join(folder, templates), templates);
  const odd = names.find((name) => !known.includes(name));
  if (odd === undefined) return names.map((name) => join(folder, templates, name + EXTENSION));
  throw new CouldNotRun(
    'config.invalid',
    `${templates}/${odd}${EXTENSION} is not a template of Tenantry. Known: ${known.join(', ')}.`,
  );
}

/** Their texts by name, without the extension. */
export const readTemplates = (files: readonly string[]): ReadonlyMap<string, string> =>
  new Map(files.map((file) => [basename(file, EXTENSION), readText(file)]));

function namesIn(folder: string, shown: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
    return files.map((name) => basename(name, EXTENSION)).sort();
  } catch {
    throw new CouldNotRun(
      'config.invalid',
      `\`templates\` of the configuration is not a folder that can be read: ${shown}.`,
    );
  }
}
