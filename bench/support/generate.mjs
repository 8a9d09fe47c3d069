import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

/** The client of a schema as files, by the generator's own functions. */
export async function emitClient(text) {
  const { readSchema } = await import(`${ROOT}generator/dist/read-schema.js`);
  const { clientFiles } = await import(`${ROOT}generator/dist/emit/typescript/client-files.js`);
  const { model, diagnostics } = readSchema([{ file: 'schema.tenantry.yaml', text }]);
  if (model === undefined) throw new Error(`The schema has problems: ${JSON.stringify(diagnostics, null, 2)}`);
  return clientFiles(model);
}

/** Makes the folder hold these files and no others. */
export function writeFiles(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
