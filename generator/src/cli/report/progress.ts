import type { Context } from '../context.js';

const QUIET_MS = 500;
const ERASE_LINE = '\r\u001B[K';

/**
 * Runs the work of a command. Shows a line to a person at a terminal who has waited for half a second, and erases it before
 * anything else is printed.
 */
export async function withProgress<Result>(
  context: Context,
  doing: string,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  const { terminal, options } = context;
  if (!terminal.interactive || options.quiet || options.format !== 'text') return work(context);
  let shown = false;
  const timer = setTimeout(() => {
    terminal.err(`${doing} …`);
    shown = true;
  }, QUIET_MS);
  const done = (): void => {
    clearTimeout(timer);
    if (shown) terminal.err(ERASE_LINE);
    shown = false;
  };
  const erasing =
    (print: (text: string) => void) =>
    (text: string): void => {
      done();
      print(text);
    };
  try {
    return await work({
      ...context,
      terminal: { ...terminal, out: erasing(terminal.out), err: erasing(terminal.err) },
    });
  } finally {
    done();
  }
}
