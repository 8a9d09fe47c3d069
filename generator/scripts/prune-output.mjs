// Removes what an earlier build made of sources that are gone: it would be published.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OUTPUT = /(?<!\.generated)\.(?:js|d\.ts)(?:\.map)?$/;

for (const folder of ['generator', 'runtime', 'iam', 'sandbox']) {
  const root = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const dist = join(root, 'dist');
  const files = existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of files) {
    if (
      !OUTPUT.test(file) ||
      /^(?:bundle|cjs)[/\\]/.test(file) ||
      existsSync(join(root, 'src', file.replace(OUTPUT, '.ts')))
    )
      continue;
    rmSync(join(dist, file));
  }
}
