// Makes few files of what `tsc -b` built for the command line, which load sooner than four hundred: dist/bundle. Packages stay
// imports of theirs, but for our own runtime and iam. build.json names the bundle by its content.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const { '@tenantry/runtime': _runtime, '@tenantry/iam': _iam, ...others } = dependencies;

rmSync(at('dist/bundle'), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [at('dist/cli/main.js'), at('dist/emit/print/syntax-worker.js')],
  entryNames: '[name]',
  outdir: at('dist/bundle'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: [...Object.keys(others).flatMap((name) => [name, `${name}/*`]), '@tenantry/sandbox'],
  metafile: true,
  absWorkingDir: at('.'),
});
const digest = createHash('sha256');
for (const file of Object.keys(metafile.outputs).sort()) digest.update(file).update(readFileSync(at(file)));
writeFileSync(at('dist/bundle/build.json'), `${JSON.stringify({ build: digest.digest('hex') })}\n`);
