const EVERY_MILLISECONDS = 500;

/**
 * Calls back when the process that started this one is gone. npm ends the shell that it runs a script in and not what the
 * shell runs, so a sandbox that npx started would go on for ever. Gives the function that ends the watch.
 */
export function watchParent(gone: () => void): () => void {
  // Started by hand, a process may outlive its shell: nohup and disown mean that.
  if (process.env.npm_command === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
