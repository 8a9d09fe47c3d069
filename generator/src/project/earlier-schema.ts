import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDynamicPattern } from 'tinyglobby';
import type { Source } from '../source.js';
import { CouldNotRun } from './could-not-run.js';
import { STANDARD_INPUT, schemasAt } from './find-schema.js';
import { gitTree } from './git-tree.js';
import type { ProjectRequest } from './project-request.js';
import { readText } from './read-text.js';
import { schemaAtCommit } from './schema-at-commit.js';
import { shownPath } from './shown-path.js';

/**
 * The schema that another one is compared with: a file, standard input (`-`), else the project's own schema at a git revision,
 * else the files of a folder or a glob.
 */
export async function earlierSchema(against: string, request: ProjectRequest): Promise<readonly Source[]> {
  const { cwd } = request;
  if (against === STANDARD_INPUT) {
    if (!request.schemas.includes(STANDARD_INPUT)) return [{ file: '<stdin>', text: await request.input() }];
    throw new CouldNotRun('input.twice', 'Standard input cannot be both the schema and the one to compare it with.');
  }
  const onDisk = statSync(resolve(cwd, against), { throwIfNoEntry: false });
  if (onDisk?.isFile() !== true) {
    const tree = gitTree(cwd, against);
    if (!('reason' in tree)) return schemaAtCommit(tree, against, request);
    if (onDisk === undefined && !isDynamicPattern(against)) {
      throw new CouldNotRun(
        'input.not-found',
        `There is no file ${against}, and ${tree.reason}.`,
        'A clone of a build pipeline often has one commit only: `git fetch origin main` first (actions/checkout: `fetch-depth: 0`).',
      );
    }
  }
  const paths = await schemasAt(against, cwd);
  return paths.map((path) => ({ file: shownPath(cwd, path), text: readText(path, shownPath(cwd, path)) }));
}
