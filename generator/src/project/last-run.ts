import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeCacheFile } from '../write/cache-file.js';
import { contentHash } from '../write/content-hash.js';
import { untouchedFiles } from '../write/untouched.js';
import { wantedManifests } from '../write/write-folders.js';
import type { FileStatus } from './file-status.js';
import type { Project } from './load-project.js';
import { type Compiled, foldersOf } from './output.js';
import { shownPath } from './shown-path.js';

/**
 * The input and output of a project's last run, kept in `node_modules/.cache/tenantry`: a run of the same generator on
 * the same texts need not prove and print again what still stands there. Only `generate` asks; `check` and `verify` never do.
 */
interface LastRun {
  /** Of everything that the output is a function of. */
  readonly inputs: string;
  /** Hashes of the manifests, by absolute folder. Each manifest holds those of its files. */
  readonly folders: { readonly [root: string]: string };
}

/** The files of the output, where it is what this run would make; undefined where only running can tell. */
export function unchangedSinceLastRun(
  project: Project,
  build: string | undefined = ownBuild(),
): readonly FileStatus[] | undefined {
  try {
    return build === undefined ? undefined : untouched(project, build);
  } catch {
    // A record that cannot be read, or an output folder: the run will say which.
    return undefined;
  }
}

function untouched(project: Project, build: string): readonly FileStatus[] | undefined {
  const file = recordFile(project);
  if (file === undefined || !existsSync(file)) return undefined;
  const last: LastRun = JSON.parse(readFileSync(file, 'utf8'));
  if (last.inputs !== inputsHash(project, build)) return undefined;
  const all: FileStatus[] = [];
  for (const [root, manifest] of Object.entries(last.folders)) {
    const paths = untouchedFiles(root, project.base, manifest);
    if (paths === undefined) return undefined;
    for (const path of paths) all.push({ path: shownPath(project.cwd, join(root, path)), status: 'unchanged' });
  }
  return all;
}

/** Remembers a run that wrote its output, and had nothing to say that the next one would have to repeat. */
export function rememberRun(project: Project, compiled: Compiled, build: string | undefined = ownBuild()): void {
  const file = recordFile(project);
  if (build === undefined || file === undefined || compiled.diagnostics.length > 0) return;
  const manifests = wantedManifests(foldersOf(compiled), { base: project.base, service: compiled.model.service });
  const run: LastRun = {
    inputs: inputsHash(project, build),
    folders: Object.fromEntries([...manifests].map(([root, text]) => [root, contentHash(text)])),
  };
  writeCacheFile(file, JSON.stringify(run));
}

/** The schema's texts, the configuration and the templates as far as they are used, the generator, Node. */
const inputsHash = ({ base, sources, options }: Project, build: string): string =>
  contentHash(
    JSON.stringify([build, process.version, base, sources, options], (_, value) =>
      value instanceof Map ? [...value] : value,
    ),
  );

/**
 * Names the generator's own code and what it prints with. Loose modules have no such name: they are only met where they are
 * worked on.
 */
function ownBuild(): string | undefined {
  try {
    const { build } = JSON.parse(readFileSync(new URL('./build.json', import.meta.url), 'utf8'));
    const require = createRequire(import.meta.url);
    const versions = ['yaml', 'handlebars'].map((name) => require(`${name}/package.json`).version);
    return [build, ...versions].join(' ');
  } catch {
    return undefined;
  }
}

/** In the nearest `node_modules`; without one nothing is remembered. */
function recordFile({ base, schemas }: Project): string | undefined {
  for (let folder = base; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules))
      return join(modules, '.cache/tenantry', `${contentHash(JSON.stringify([base, schemas])).slice(0, 16)}.json`);
    if (dirname(folder) === folder) return undefined;
  }
}
