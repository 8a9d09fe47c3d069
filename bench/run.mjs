// `npm run bench`: measures everything that docs/performance.md says, the peers included, and writes it anew.
//   npm run bench -- [part…] [--rounds=N] [--short] [--report]
// Parts that are not named keep their last results. `--short` measures little, and writes to bench/.work. `--report` only
// renders what bench/results.json holds. Timings are reported; no time fails a run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { PARTS } from './parts.mjs';
import { renderReport } from './report/report.mjs';
import { BENCH, ROOT, WORK } from './support/root.mjs';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const short = process.argv.includes('--short');
const rounds = process.argv.flatMap((argument) => /^--rounds=(\d+)$/.exec(argument)?.[1] ?? []).map(Number)[0];
const unknown = named.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
const chosen = process.argv.includes('--report') ? [] : named.length > 0 ? named : Object.keys(PARTS);
const file = short ? join(WORK, 'results.json') : join(BENCH, 'results.json');

if (chosen.length > 0 && !existsSync(join(BENCH, 'node_modules'))) {
  console.error('installing the peers');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: BENCH, stdio: 'inherit' });
  if (status !== 0) process.exit(2);
}

const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { parts: {} });
const machine = { node: process.version, cores: availableParallelism(), processor: cpus()[0]?.model ?? 'unknown' };
for (const part of chosen) {
  console.error(`> ${part}`);
  const measured = await PARTS[part](short, rounds);
  // Read again: another run may have measured another part meanwhile.
  const { parts } = read();
  const results = { machine, parts: { ...parts, [part]: measured } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
}

if (short) console.log(JSON.stringify(read()));
else
  for (const { path, text } of renderReport(read())) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
process.exit(0);
