import { dirname } from 'node:path';
import { parse } from 'yaml';
import { TARGET_NAMES, type TargetName } from '../emit/infrastructure/target-names.js';
import { CouldNotRun } from './could-not-run.js';
import { readText } from './read-text.js';

export const CONFIG_NAMES: readonly string[] = ['tenantry.config.yaml', 'tenantry.config.yml'];

/** The content of `tenantry.config.yaml`. Its paths are relative to its own folder. */
export interface Config {
  readonly path: string;
  readonly folder: string;
  /** Globs. */
  readonly schema: readonly string[];
  /** The folder that the schema's output folders are relative to. */
  readonly out?: string;
  /** How emitted modules import each other. */
  readonly extension?: 'js' | 'none' | 'ts';
  /** Targets of the infrastructure output; all of them unless set. */
  readonly infrastructure?: readonly TargetName[];
  /** A command that formats the files of the folders that it is given. */
  readonly format?: string;
  /** A folder of the user's own templates, see `tenantry eject`. */
  readonly templates?: string;
}

const EXTENSIONS = ['js', 'none', 'ts'] as const;
const PROPERTIES = ['schema', 'out', 'extension', 'infrastructure', 'format', 'templates'];

/** Reads the configuration; throws `CouldNotRun` for one that is not valid. */
export const readConfig = (path: string, shown: string): Config => parseConfig(readText(path, shown), path, shown);

export function parseConfig(yaml: string, path: string, shown: string): Config {
  const refuse = (message: string): CouldNotRun => new CouldNotRun('config.invalid', `${shown}: ${message}`);
  const content = parsed(yaml, refuse) ?? {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw refuse('must be a map, such as `schema: schemas/*.tenantry.yaml`.');
  const values: { readonly [name: string]: unknown } = { ...content };
  const unknown = Object.keys(values).find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined) throw refuse(`\`${unknown}\` is not known here. Known: ${PROPERTIES.join(', ')}.`);
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    throw refuse(`\`${name}\` must be a text.`);
  };
  const globs = Array.isArray(values.schema) ? values.schema : [text('schema')].filter((glob) => glob !== undefined);
  if (!globs.every((glob) => typeof glob === 'string' && glob !== ''))
    throw refuse('`schema` must be a path, a glob, or a list of them.');
  const out = text('out');
  const templates = text('templates');
  const given = text('extension');
  const extension = EXTENSIONS.find((known) => known === given);
  if (given !== undefined && extension === undefined)
    throw refuse(`\`extension\` must be one of ${EXTENSIONS.join(', ')}.`);
  const format = text('format');
  const infrastructure = targetsOf(values.infrastructure, refuse);
  return {
    path,
    folder: dirname(path),
    schema: globs.map(portable),
    ...(out && { out: portable(out) }),
    ...(extension && { extension }),
    ...(infrastructure && { infrastructure }),
    ...(format && { format }),
    ...(templates && { templates: portable(templates) }),
  };
}

function targetsOf(value: unknown, refuse: (message: string) => CouldNotRun): readonly TargetName[] | undefined {
  if (value === undefined) return undefined;
  const isTarget = (name: unknown): name is TargetName => TARGET_NAMES.some((known) => known === name);
  if (!Array.isArray(value) || value.length === 0 || !value.every(isTarget))
    throw refuse(`\`infrastructure\` must be a list of ${TARGET_NAMES.join(', ')}.`);
  return value;
}

/** A configuration is shared by people on different systems: `schemas\\*.yaml` is `schemas/*.yaml` on all of them. */
const portable = (path: string): string => path.replaceAll('\\', '/');

function parsed(text: string, refuse: (message: string) => CouldNotRun): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw refuse(`not valid YAML: ${(error as Error).message}`);
  }
}
