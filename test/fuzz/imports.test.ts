import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importModel } from '../../generator/src/import/import-model.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { mutateText } from './mutate-text.js';
import { mutateTree } from './mutate-tree.js';
import { Random } from './random.js';

// Mutated data models: each is refused at a place, or becomes a schema without an error.
//
//   FUZZ_RUNS=20000 npx vitest run test/fuzz/imports.test.ts          a long run; FUZZ_SEED=n repeats from another seed
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const SLOWEST_MILLISECONDS = 5_000;

const CASES = fileURLToPath(new URL('../imports', import.meta.url));

const CORPUS = readdirSync(CASES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(join(CASES, name, 'model.json'), 'utf8'))
  .sort();

const TREES = CORPUS.flatMap((text) => {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return [];
  }
});

function mutant(random: Random): string {
  const times = 1 + random.below(6);
  if (random.below(4) === 0) {
    let text = random.pick(CORPUS);
    for (let i = 0; i < times; i += 1) text = mutateText(text, random);
    return text;
  }
  let tree = random.pick(TREES);
  for (let i = 0; i < times; i += 1) tree = mutateTree(tree, random);
  return JSON.stringify(tree) ?? '';
}

/** Returns the fault of the answer to a text; undefined when there is none. */
function complaint(text: string): string | undefined {
  const start = performance.now();
  const { schema, diagnostics } = importModel('model.json', text);
  const took = performance.now() - start;
  if (took > SLOWEST_MILLISECONDS) return `took ${took} ms`;
  if (schema === undefined) {
    if (diagnostics.length === 0) return 'neither a schema nor a problem';
    const lines = text.split('\n').length;
    return diagnostics.every(({ where }) => where !== undefined && where.line >= 1 && where.line <= lines)
      ? undefined
      : 'a problem without a place';
  }
  // More indexes than a table may have are not ours to drop.
  if (diagnostics.some(({ code }) => code !== 'key.index-limit'))
    return `${diagnostics[0]?.code}: ${diagnostics[0]?.summary}\n${schema}`;
  if (diagnostics.length > 0) return undefined;
  const { model } = readSchema([{ file: 'schema.yaml', text: schema }]);
  return model === undefined ? 'the schema does not compile' : undefined;
}

describe('mutated data models', () => {
  it(
    `${RUNS} of them are imported or refused`,
    () => {
      let imported = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const seed = SEED * 1_000_003 + run;
        const text = mutant(new Random(seed));
        let wrong: string | undefined;
        try {
          wrong = complaint(text);
        } catch (error) {
          wrong = error instanceof Error ? error.stack : String(error);
        }
        if (wrong !== undefined) expect.fail(`seed ${seed}: ${wrong}\n${text}`);
        if (importModel('model.json', text).schema !== undefined) imported += 1;
      }
      // Mutants that are all refused would test the reader alone.
      expect(imported).toBeGreaterThan(RUNS / 5);
    },
    20_000 + RUNS * 200,
  );
});
