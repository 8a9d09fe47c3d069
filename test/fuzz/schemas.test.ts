import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CODES } from '../../generator/src/diagnostics/codes.js';
import type { Diagnostic, SourceLocation } from '../../generator/src/diagnostics/diagnostic.js';
import { renderText } from '../../generator/src/diagnostics/render-text.js';
import { clientFiles } from '../../generator/src/emit/typescript/client-files.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { mutateText } from './mutate-text.js';
import { mutateTree } from './mutate-tree.js';
import { Random } from './random.js';

// Mutated schemas: whatever comes in, no crash, no hang, and every problem at a place.
//
//   FUZZ_RUNS=100000 npx vitest run test/fuzz          a long run; FUZZ_SEED=n repeats from another seed
const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const SLOWEST_MILLISECONDS = 2_000;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const CORPUS = [
  readFileSync(at('../../schemas/flight-club.tenantry.yaml'), 'utf8'),
  readFileSync(at('../unit/validate/many-names.tenantry.yaml'), 'utf8'),
  ...readdirSync(at('../cases'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tenantry.yaml'))
    .sort()
    .map((name) => readFileSync(join(at('../cases'), name), 'utf8')),
];

/** Half of the mutants stem from these, so that many stay right and reach the emitter. */
const RIGHT = 2;

const pickFrom = <T>(random: Random, all: readonly T[]): T =>
  random.pick(random.below(2) === 0 ? all.slice(0, RIGHT) : all);

const TREES = CORPUS.flatMap((text) => {
  try {
    return [parse(text, { maxAliasCount: 1_000 }) as unknown];
  } catch {
    return [];
  }
});

function mutant(random: Random): string {
  const times = 1 + random.below(4);
  if (random.below(2) === 0) {
    let text = pickFrom(random, CORPUS);
    for (let i = 0; i < times; i += 1) text = mutateText(text, random);
    return text;
  }
  let tree = pickFrom(random, TREES);
  for (let i = 0; i < times; i += 1) tree = mutateTree(tree, random);
  return stringify(tree, { collectionStyle: random.pick(['any', 'flow', 'block']), lineWidth: random.pick([0, 80]) });
}

/** What is wrong with the answer to a text; undefined when nothing is. */
function complaint(text: string): string | undefined {
  const start = performance.now();
  const { model, diagnostics } = readSchema([{ file: 'a.yaml', text }]);
  const rendered = renderText(diagnostics, { color: false, sources: new Map([['a.yaml', text]]) });
  const took = performance.now() - start;
  if (took > SLOWEST_MILLISECONDS) return `took ${took} ms`;
  if ((model === undefined) !== diagnostics.some(({ severity }) => severity === 'error'))
    return 'model and errors do not fit';
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(rendered)) return 'hidden characters in the text';
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const diagnostic of diagnostics) {
    const wrong = wrongWith(diagnostic, lines);
    if (wrong !== undefined) return `${wrong}: ${JSON.stringify(diagnostic)}`;
  }
  if (model === undefined) return undefined;
  const again = JSON.parse(JSON.stringify(model));
  if (JSON.stringify(again) !== JSON.stringify(model)) return 'the model is not plain JSON';
  // Emitting parses what it wrote, and throws when that is no TypeScript.
  clientFiles(model);
  return undefined;
}

function wrongWith(
  { code, where, summary, why = '', hint = '', related = [] }: Diagnostic,
  lines: readonly string[],
): string | undefined {
  if (!Object.hasOwn(CODES, code)) return 'unknown code';
  if (where === undefined) return 'no place';
  if (![where, ...related.map((place) => place.where)].every((place) => isPlace(place, lines)))
    return 'a place outside of the text';
  if (
    summary === '' ||
    /undefined|\[object|NaN|\bTypeError\b/.test(`${summary} ${why} ${hint}`.replace(/`[^`]*`/g, ''))
  )
    return 'odd words';
  return undefined;
}

const isPlace = ({ line, column, length }: SourceLocation, lines: readonly string[]): boolean =>
  line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 2 && length >= 1;

describe('mutated schemas', () => {
  it(
    `${RUNS} of them are read or refused`,
    () => {
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
        if (run > 0 && run % 10_000 === 0) console.log(`${run} of ${RUNS}`);
      }
    },
    20_000 + RUNS * 20,
  );
});
