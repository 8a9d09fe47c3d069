import { spawnSync } from 'node:child_process';

/** Runs a script in a process of its own and reads the JSON of its last line. */
export function runProcess(script, args = [], flags = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${stderr}${stdout}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
