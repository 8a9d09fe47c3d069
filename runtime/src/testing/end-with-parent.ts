import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Ends a child when this process ends, however it does: killed processes run no exit handlers. A shell reads from a pipe
 * that only this process holds open, and kills the child when the pipe closes.
 */
export function endWithParent(child: ChildProcess): void {
  const guard = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of reach of a terminal's Ctrl-C, which would end the guard before what it guards.
    detached: true,
  });
  guard.unref();
  (guard.stdin as Socket | null)?.unref();
  guard.on('error', () => process.once('exit', () => child.kill('SIGKILL')));
  // A process id is soon another process's: without the child there is nothing to guard.
  child.once('exit', () => guard.kill('SIGKILL'));
}
