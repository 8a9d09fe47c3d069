import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/**
 * Stands in for the registry, which a reader's shell has and a test must not. `npm install` copies what it would leave from
 * `$INSTALLED`, and `npx` runs from there what it would download. Commands that run until they are interrupted are
 * interrupted once they have begun. `aws` is the AWS CLI, as far as the documentation uses it, on the engine of the test.
 */
const PRELUDE = `set -euo pipefail
npm() {
  case "$1" in
    install | ci) [ -e node_modules ] || cp -a "$INSTALLED/node_modules" . ;;
    *) command npm "$@" ;;
  esac
}
npx() {
  local bin=node_modules/.bin/$1
  [ -e "$bin" ] || bin=$INSTALLED/node_modules/.bin/$1
  case "$*" in
    *' -- '*) "$bin" "\${@:2}" ;;
    *--watch*) until_it_says 'Watching for changes' "$bin" "\${@:2}" ;;
    'tenantry sandbox'*) until_it_says 'Sandbox for' "$bin" "\${@:2}" ;;
    *) "$bin" "\${@:2}" ;;
  esac
}
until_it_says() {
  local log; log=$(mktemp)
  "\${@:2}" 2>"$log" &
  local pid=$!
  until grep -q "$1" "$log" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  kill -TERM "$pid"
  wait "$pid"
  cat "$log" >&2
  rm "$log"
}
tenantry() { npx tenantry "$@"; }
aws() { "$NODE" "$AWS_CLI" "$@"; }
`;

export interface Shell {
  readonly cwd: string;
  /** A project with what \`npm install\` would install. */
  readonly installed: string;
  readonly environment?: { readonly [name: string]: string };
}

/** Runs lines as a reader would type them; gives what they print, on both streams, and the folder that they end in. */
export function typed(
  lines: string,
  { cwd, installed, environment = {} }: Shell,
): { readonly printed: string; readonly cwd: string } {
  const { status, stdout } = spawnSync('bash', ['-c', `{ ${PRELUDE}\n${lines}\n} 2>&1; echo; pwd`], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_NO_WARNINGS: '1',
      COLUMNS: '80',
      INSTALLED: installed,
      NODE: process.execPath,
      AWS_CLI: fileURLToPath(new URL('./aws-cli.mjs', import.meta.url)),
      ...environment,
    },
  });
  expect(status, `${lines}\n${stdout}`).toBe(0);
  const end = stdout.lastIndexOf('\n', stdout.length - 2);
  return { printed: stdout.slice(0, end), cwd: stdout.slice(end + 1, -1) };
}
