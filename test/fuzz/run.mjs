// Many mutated schemas, after `npm run build`:
//
//   node test/fuzz/run.mjs --runs 100000 [--seed 1] [--one SEED]      --one shows the mutant of a seed and what it gets
//
// Findings go to standard output, each with its seed; the exit code is 1 when there is one.
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, one: { type: 'string' } },
});
const outfile = `${root}node_modules/.cache/fuzz-${process.pid}.mjs`;
mkdirSync(`${root}node_modules/.cache`, { recursive: true });
await build({
  stdin: {
    contents: `export * from './fuzz.js'; export * from './mutant.js'; export * from './complaint.js'; export * from './random.js';`,
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    loader: 'ts',
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
const { fuzz, mutant, readCorpus, answerTo, Random } = await import(pathToFileURL(outfile).href);
rmSync(outfile);
const corpus = readCorpus(root);

if (values.one !== undefined) {
  const text = mutant(corpus, new Random(Number(values.one)));
  process.stdout.write(text);
  console.error(answerTo(text));
} else {
  const start = performance.now();
  const runs = Number(values.runs ?? 1_000);
  const tally = fuzz({
    runs,
    seed: Number(values.seed ?? 1),
    corpus,
    onFinding: ({ seed, wrong }) => console.log(`seed ${seed}: ${wrong}`),
    onRun: (run) => {
      if (run > 0 && run % 5_000 === 0) console.error(`${run} of ${runs}`);
    },
  });
  const { findings, compiled, compared, slowestMilliseconds } = tally;
  console.log(
    `${runs} schemas: ${findings.length} findings; ${compiled} compiled, ${compared} of these held against the harmless schema; ` +
      `the slowest took ${Math.round(slowestMilliseconds)} ms; ${Math.round((performance.now() - start) / 1000)} s in all`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}
