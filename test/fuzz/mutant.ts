import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { bomb, withAdversarialText } from './adversarial.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateText } from './mutate-text.js';
import { mutateTree } from './mutate-tree.js';
import type { Random } from './random.js';

/** Schemas that mutants stem from: first those without a problem. */
export interface Corpus {
  readonly texts: readonly string[];
  readonly trees: readonly unknown[];
}

/** Half of the mutants stem from these, so that many stay right and reach the emitters. */
const RIGHT = [
  'schemas/flight-club.tenantry.yaml',
  'test/fuzz/small.tenantry.yaml',
  'test/unit/validate/many-names.tenantry.yaml',
];

export function readCorpus(root: string): Corpus {
  const cases = readdirSync(join(root, 'test/cases'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tenantry.yaml'))
    .map((name) => join('test/cases', name))
    .sort();
  const texts = [...RIGHT, ...cases].map((path) => readFileSync(join(root, path), 'utf8'));
  return { texts, trees: texts.flatMap(treeOf) };
}

function treeOf(text: string): unknown[] {
  try {
    return [parse(text, { maxAliasCount: 1_000, logLevel: 'error' })];
  } catch {
    return [];
  }
}

/** The tour is large: one in twenty of the right ones, so that a run has time for the others. */
const pickRight = <T>(random: Random, all: readonly T[]): T =>
  random.below(20) === 0 ? (all[0] as T) : random.pick(all.slice(1, RIGHT.length));

const pickFrom = <T>(random: Random, all: readonly T[]): T =>
  random.below(2) === 0 ? random.pick(all) : pickRight(random, all);

export function mutant({ texts, trees }: Corpus, random: Random): string {
  const times = 1 + random.below(4);
  const repeated = <T>(first: T, change: (value: T, random: Random) => T): T => {
    let value = first;
    for (let i = 0; i < times; i += 1) value = change(value, random);
    return value;
  };
  const written = (tree: unknown): string =>
    stringify(tree, { collectionStyle: random.pick(['any', 'flow', 'block']), lineWidth: random.pick([0, 80]) });
  const kind = random.below(100);
  if (kind < 2) {
    const text = pickFrom(random, texts);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + bomb(random) + text.slice(at);
  }
  if (kind < 20) return repeated(pickFrom(random, texts), mutateBytes);
  if (kind < 55) return repeated(pickFrom(random, texts), mutateText);
  if (kind < 90) return written(repeated(pickFrom(random, trees), mutateTree));
  return written(repeated(pickRight(random, trees), withAdversarialText));
}
