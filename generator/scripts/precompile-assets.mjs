// Copies what the published packages carry from elsewhere in the repository: the templates for
// `tenantry eject`, the licence. Files that are equal are left alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function copy(from, to) {
  const content = readFileSync(at(from));
  if (existsSync(at(to)) && readFileSync(at(to)).equals(content)) return;
  mkdirSync(dirname(at(to)), { recursive: true });
  writeFileSync(at(to), content);
}

for (const name of readdirSync(at('templates')).filter((file) => file.endsWith('.hbs'))) {
  copy(`templates/${name}`, `generator/templates/${name}`);
}
for (const folder of ['generator', 'runtime', 'iam', 'sandbox']) copy('LICENSE', `${folder}/LICENSE`);
