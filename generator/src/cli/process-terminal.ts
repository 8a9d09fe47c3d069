import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.js';

/** Returns the terminal of this process. */
export function processTerminal(): Terminal {
  // `tenantry model | head` closes the pipe early.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    cwd: process.cwd(),
    environment: process.env,
    interactive: process.stderr.isTTY === true,
    canAsk: process.stderr.isTTY === true && process.stdin.isTTY === true,
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    out: (data) => void process.stdout.write(data),
    err: (message) => void process.stderr.write(message),
    input: () => text(process.stdin),
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        // The end of input (Ctrl-D) is an empty answer.
        return (await lines.question(question).catch(() => '')).trim();
      } finally {
        lines.close();
      }
    },
    interrupted: () =>
      new Promise((settle) => {
        process.once('SIGINT', () => settle());
        process.once('SIGTERM', () => settle());
      }),
  };
}
