// `npm run test:unit`: the fast tests of test/unit, for while you work. `npm test` runs the rest, too.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Each takes a second or more: compilers, processes, whole proofs. */
const SLOW = [
  'test/unit/api/library.test.ts',
  'test/unit/cli/cli.test.ts',
  'test/unit/cli/diff.test.ts',
  'test/unit/cli/eject.test.ts',
  'test/unit/cli/failure-codes.test.ts',
  'test/unit/cli/lint.test.ts',
  'test/unit/cli/verify.test.ts',
  'test/unit/emit/docs/page.test.ts',
  'test/unit/emit/infrastructure/cdk.test.ts',
  'test/unit/emit/infrastructure/cloudformation.test.ts',
  'test/unit/model/build-model.test.ts',
  'test/unit/policy/access.test.ts',
  'test/unit/policy/emission.test.ts',
  'test/unit/policy/finding-codes.test.ts',
  'test/unit/policy/guardrail.test.ts',
  'test/unit/policy/isolation-docs.test.ts',
  'test/unit/policy/lint.test.ts',
  'test/unit/policy/policy-files.test.ts',
  'test/unit/policy/scope-values.test.ts',
  'test/unit/policy/verdict.test.ts',
  'test/unit/policy/verify-adversarial.test.ts',
  'test/unit/policy/verify-named.test.ts',
  'test/unit/policy/verify.test.ts',
  'test/unit/project/config.test.ts',
  'test/unit/project/last-run.test.ts',
  'test/unit/prove/mutants.test.ts',
  'test/unit/request/arguments.test.ts',
  'test/unit/session/assume-role.test.ts',
  'test/unit/session/cache.test.ts',
  'test/unit/session/failures.test.ts',
  'test/unit/session/interleaving.test.ts',
  'test/unit/session/pacing.test.ts',
  'test/unit/session/process.test.ts',
  'test/unit/wire/allocations.test.ts',
  'test/unit/wire/same-as-sdk.test.ts',
  'test/unit/write/disk-errors.test.ts',
];

const fast = readdirSync('test/unit', { recursive: true })
  .map((path) => `test/unit/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !SLOW.includes(path));
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2), ...fast];
const { status } = spawnSync(process.execPath, vitest, { stdio: 'inherit' });
process.exitCode = status ?? 1;
