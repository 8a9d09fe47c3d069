// Compiles schemas/tenantry.schema.json into generator/src/validate/schema-shape.generated.js (and dist, for the build):
// one module without imports, so that the CLI starts without ajv. Does nothing when the result is fresh.
//
//   node generator/scripts/precompile.mjs     before `tsc -b`; vitest runs it by itself (`globalSetup`)
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const SCHEMA = at('../../schemas/tenantry.schema.json');
const FOLDERS = [at('../src/validate/'), at('../dist/validate/')];
const NAME = 'schema-shape.generated';

const TYPES = `/** Why a value does not have the shape of a schema, in ajv's words. */
export interface ShapeError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly propertyName?: string;
  readonly schema: unknown;
  readonly parentSchema: { readonly [keyword: string]: unknown };
  readonly data: unknown;
}

declare const validate: {
  (data: unknown): boolean;
  errors?: readonly ShapeError[] | null;
};
export default validate;

/** The rules of each named form of the schema. */
export declare const definitions: {
  readonly [name: string]: { readonly description?: string; readonly examples?: readonly unknown[] };
};
`;

export default async function precompile() {
  const schema = readFileSync(SCHEMA, 'utf8');
  const digest = createHash('sha256')
    .update(schema)
    .update(readFileSync(at('./precompile.mjs')))
    .digest('hex');
  const stamp = `// ${digest}\n`;
  const [source, built] = FOLDERS.map((folder) => `${folder}${NAME}`);
  if (!isFresh(source, stamp)) write(source, stamp + (await compile(JSON.parse(schema))));
  if (!isFresh(built, stamp)) write(built, readFileSync(`${source}.js`, 'utf8'));
  // Editors read the schema from the installed package.
  writeWhole(at('../dist/tenantry.schema.json'), schema);
}

const isFresh = (path, stamp) =>
  existsSync(`${path}.js`) && existsSync(`${path}.d.ts`) && readFileSync(`${path}.js`, 'utf8').startsWith(stamp);

function write(path, code) {
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(`${path}.d.ts`, TYPES);
  writeWhole(`${path}.js`, code);
}

/** A build and a test run may read while this writes. */
function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

async function compile(schema) {
  const { Ajv } = await import('ajv');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const { transform } = await import('esbuild');
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(['patternErrorMessage']);
  const code = (standalone.default ?? standalone)(ajv, ajv.compile(schema));
  if (/\brequire\(/.test(code))
    throw new Error('The schema uses a keyword that needs ajv at run time, such as minLength or uniqueItems.');
  const definitions = Object.entries(schema.definitions).map(([name, { description, examples }]) => [
    name,
    { description, examples },
  ]);
  const words = `export const definitions = ${JSON.stringify(Object.fromEntries(definitions))};`;
  return (await transform(`${code}\n${words}`, { format: 'esm', minifyWhitespace: true, target: 'node20' })).code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await precompile();
