// `npm run test:consumers [-- WORDS]`: packs the packages, installs them and the tools of every row from the registry into a temporary
// folder, and runs the rows whose names hold all of the words. Prints a line for each; exit code 1 when one fails.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROWS } from './rows.mjs';
import { runRow } from './run-row.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const rows = ROWS.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
const base = mkdtempSync(join(tmpdir(), 'tenantry-consumers-'));
try {
  install();
  let failed = 0;
  for (const row of rows) {
    const failure = runRow(row, base);
    console.log(`${failure === undefined ? 'passed' : 'FAILED'}  ${row.name}`);
    if (failure !== undefined) console.log(failure.replaceAll(/^/gm, '        '));
    failed += failure === undefined ? 0 : 1;
  }
  console.log(`\n${rows.length - failed} passed, ${failed} failed`);
  process.exitCode = rows.length > 0 && failed === 0 ? 0 : 1;
} finally {
  rmSync(base, { recursive: true, force: true });
}

function install() {
  const packages = join(base, 'packages');
  execFileSync('mkdir', [packages]);
  const workspaces = ['generator', 'runtime', 'iam', 'sandbox'].flatMap((name) => ['-w', name]);
  execFileSync('npm', ['pack', '--silent', ...workspaces, '--pack-destination', packages], { cwd: root });
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const ours = [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-sts',
    '@aws-sdk/lib-dynamodb',
    '@types/node',
    'dynalite',
    'typescript-5.4',
    'typescript-5.9',
    'typescript-6.0',
  ];
  const dependencies = {
    ...Object.fromEntries(ours.map((name) => [name, devDependencies[name]])),
    'typescript-7': `npm:typescript@${devDependencies.typescript}`,
    // Tools that bring no compiler use the one that most of them support.
    typescript: devDependencies['typescript-5.9'].replace('npm:typescript@', ''),
    ...Object.assign({}, ...rows.map(({ tools }) => tools)),
  };
  writeFileSync(join(base, 'package.json'), JSON.stringify({ name: 'consumers', private: true, dependencies }));
  const tarballs = readdirSync(packages).map((name) => join(packages, name));
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...tarballs], {
    cwd: base,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
