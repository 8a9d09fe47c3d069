import type { Context } from '../context.js';

const QUIET_MS = 500;
const ERASE_LINE = '\r\u001B[K';

/** Tells a person at a terminal what a run is doing, once it has taken half a second. */
export interface Progress {
  step(name: string): void;
  done(): void;
}

export function createProgress({ terminal, options, started }: Context): Progress {
  let shown = false;
  const active = terminal.interactive && !options.quiet && options.format === 'text';
  return {
    step(name) {
      if (!active || performance.now() - started < QUIET_MS) return;
      terminal.err(`${ERASE_LINE}${name} …`);
      shown = true;
    },
    done() {
      if (shown) terminal.err(ERASE_LINE);
      shown = false;
    },
  };
}
