import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CompileOptions } from '../pipeline.js';
import type { Source } from '../source.js';
import { contentHash } from '../write/content-hash.js';
import { MANIFEST_NAME, parseManifest } from '../write/manifest.js';
import { CONFIG_NAMES, type Config, readConfig } from './config.js';
import { nearestSchema, STANDARD_INPUT, schemasAt } from './find-schema.js';
import { findUpwards } from './find-upwards.js';
import type { ProjectRequest } from './project-request.js';
import { readText } from './read-text.js';
import { shownPath } from './shown-path.js';
import { readTemplates, templateFiles } from './templates.js';

/** The command of `format` in the configuration, and the folder that it runs in: that of the configuration. */
export interface FormatCommand {
  readonly command: string;
  readonly folder: string;
}

/** The schema of one run, and what goes with it. */
export interface Project {
  readonly cwd: string;
  /**
   * The folder that the schema's output folders are relative to: `--out`, else `out` of the configuration, else the folder
   * of the configuration, else the folder of the (first) schema file, else, for standard input, the current one.
   */
  readonly base: string;
  readonly sources: readonly Source[];
  /** Absolute paths of the schema files; without standard input. */
  readonly schemas: readonly string[];
  readonly options: CompileOptions;
  /** Lays out what is emitted, before it is written or compared. */
  readonly format?: FormatCommand;
  /** Absolute paths of all that was read, for `--watch`. */
  readonly files: readonly string[];
  /** The paths, folders and globs that name the schema files, and the folder that they are relative to. */
  readonly named: { readonly schemas: readonly string[]; readonly folder: string };
}

/** Finds and reads the schema: the named files, else those of the configuration, else the nearest one upwards. */
export async function loadProject({ cwd, schemas, config: configPath, out, input }: ProjectRequest): Promise<Project> {
  const named = await allSchemas(
    schemas.filter((name) => name !== STANDARD_INPUT),
    cwd,
  );
  const [first] = named;
  const config = loadConfig(configPath, first === undefined ? cwd : dirname(first), cwd);
  const files = schemas.length > 0 ? named : await discovered(config, cwd);
  const sources = files.map(
    (file): Source => ({ file: shownPath(cwd, file), text: readText(file, shownPath(cwd, file)) }),
  );
  if (schemas.includes(STANDARD_INPUT)) sources.unshift({ file: '<stdin>', text: await input() });
  const templates = config === undefined ? [] : templateFiles(config);
  const base = baseFolder(config, out, files, cwd);
  return {
    cwd,
    base,
    sources,
    schemas: files,
    files: [...files, ...templates, ...(config === undefined ? [] : [config.path])],
    named:
      schemas.length > 0 || config === undefined
        ? { schemas, folder: cwd }
        : { schemas: config.schema, folder: config.folder },
    ...(config?.format !== undefined && { format: { command: config.format, folder: config.folder } }),
    options: {
      written: (folder) => writtenTexts(base, folder),
      ...(out !== undefined && { defaultOutput: true }),
      ...(config?.extension && { importExtension: IMPORT_EXTENSIONS[config.extension] }),
      ...(config?.infrastructure && { infrastructure: config.infrastructure }),
      ...(templates.length > 0 && { templates: readTemplates(templates) }),
    },
  };
}

const IMPORT_EXTENSIONS = { js: '.js', none: '', ts: '.ts' } as const;

/** The configuration that a run takes. */
export function loadConfig(given: string | undefined, nearest: string, cwd: string): Config | undefined {
  const path =
    given === undefined ? findUpwards(nearest, (name) => CONFIG_NAMES.includes(name))[0] : resolve(cwd, given);
  return path === undefined ? undefined : readConfig(path, shownPath(cwd, path));
}

/** A configuration that names no schema still tells where to look. */
const discovered = async (config: Config | undefined, cwd: string): Promise<string[]> =>
  config !== undefined && config.schema.length > 0
    ? allSchemas(config.schema, config.folder)
    : [nearestSchema(config?.folder ?? cwd)];

const allSchemas = async (named: readonly string[], folder: string): Promise<string[]> => [
  ...new Set((await Promise.all(named.map((name) => schemasAt(name, folder)))).flat()),
];

function baseFolder(
  config: Config | undefined,
  out: string | undefined,
  schemas: readonly string[],
  cwd: string,
): string {
  if (out !== undefined) return resolve(cwd, out);
  if (config !== undefined) return join(config.folder, config.out ?? '.');
  return schemas[0] === undefined ? cwd : dirname(schemas[0]);
}

/** Tells the texts that an earlier run wrote to an output folder, by the folder's manifest. */
function writtenTexts(base: string, folder: string): (text: string) => boolean {
  const path = resolve(base, folder, MANIFEST_NAME);
  const { hashes } = parseManifest(readIfPossible(path));
  const all = new Set([...hashes.values()].flatMap((each) => [...each]));
  return (text) => all.size > 0 && all.has(contentHash(text));
}

/** Most often there is none yet. What cannot be read is met again, and reported, where the folder is compared. */
function readIfPossible(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
