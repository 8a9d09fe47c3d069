// `npm test`: every step of the build and every test, all of them even when one fails. The last line is the count:
// each test is one, and so is each other step.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const CACHE = 'node_modules/.cache';
const REPORT = `${CACHE}/vitest-report.json`;
const count = { passed: 0, failed: 0 };

function run(command, args) {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  return status === 0;
}

function step(name, command, ...args) {
  console.log(`\n> ${name}`);
  const ok = run(command, args);
  if (!ok) console.log(`FAILED: ${name}`);
  count[ok ? 'passed' : 'failed'] += 1;
}

function tests() {
  console.log('\n> tests');
  mkdirSync(CACHE, { recursive: true });
  rmSync(REPORT, { force: true });
  const ok = run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...process.argv.slice(2),
  ]);
  let failed = 0;
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8'));
    count.passed += report.numPassedTests;
    // A file that cannot be loaded fails without a test of its own.
    const broken = report.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    failed = report.numFailedTests + broken.length;
  } catch {
    console.log('The test runner left no report.');
  }
  count.failed += ok ? failed : Math.max(1, failed);
}

const tsc = 'node_modules/typescript/bin/tsc';
step('precompile', 'generator/scripts/precompile-all.mjs');
step('no output of sources that are gone', 'generator/scripts/prune-output.mjs');
step('build', tsc, '-b', 'runtime', 'iam', 'generator', 'sandbox');
step('bundle', 'generator/scripts/bundle.mjs');
step('commonjs', 'generator/scripts/commonjs.mjs');
step('lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
step('types', tsc, '-b');
step('no unused code', 'node_modules/knip/bin/knip.js', '--no-progress');
step('committed output is fresh', 'generator/bin/tenantry.js', 'check');
step('the tour runs', 'generated-example/dist/app/main.js');
tests();

console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;
