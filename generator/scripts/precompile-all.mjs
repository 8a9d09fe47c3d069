// Makes every generated module of the generator, before `tsc -b` and before the tests: each `precompile*.mjs` beside this
// file, as a script or through its default export.
//
//   node generator/scripts/precompile-all.mjs     vitest runs it by itself (`globalSetup`)
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export default async function precompileAll() {
  const self = 'precompile-all.mjs';
  const names = readdirSync(new URL('.', import.meta.url)).filter(
    (name) => /^precompile.*\.mjs$/.test(name) && name !== self,
  );
  for (const name of names.sort()) {
    const script = await import(new URL(name, import.meta.url).href);
    await script.default?.();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await precompileAll();
