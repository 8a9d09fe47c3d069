import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CouldNotRun } from '../could-not-run.js';
import { entryAt, schemasAt } from '../find-schema.js';

/** A file to read policies from. */
export interface PolicyFile {
  readonly path: string;
  /** Found in a folder: a file of another kind is passed over there, and reported where it was named. */
  readonly found: boolean;
}

const IS_POLICY_FILE = /\.(?:json|ya?ml|template)$/i;
/** Installed packages, and the assets that the CDK stages. */
const PASSED_OVER = /^(?:node_modules|\.git|\.aws-sam|\.terraform|asset\..+)$/;

/** The files that a path, a folder or a glob names, relative to a folder; at least one. */
export async function policyFilesAt(named: string, folder: string): Promise<readonly PolicyFile[]> {
  const path = resolve(folder, named);
  if (entryAt(path)?.isDirectory() !== true) {
    return (await schemasAt(named, folder)).map((each) => ({ path: each, found: false }));
  }
  const files = filesBelow(path);
  if (files.length === 0) throw new CouldNotRun('input.not-found', `There is no JSON or YAML file in ${named}.`);
  return files.map((each) => ({ path: each, found: true }));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return PASSED_OVER.test(entry.name) ? [] : filesBelow(path);
      return IS_POLICY_FILE.test(entry.name) ? [path] : [];
    });
}
