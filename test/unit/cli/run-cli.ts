import { run } from '../../../generator/src/cli/run.js';
import type { Terminal } from '../../../generator/src/cli/terminal.js';
import { tinyToolchain } from './tiny-toolchain.js';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal that remembers what was printed. */
export function memoryTerminal(
  cwd: string,
  given: Partial<Terminal> = {},
): Terminal & { printed(): { out: string; err: string } } {
  let out = '';
  let err = '';
  return {
    cwd,
    environment: {},
    interactive: false,
    canAsk: false,
    columns: undefined,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: async () => '',
    ask: async () => '',
    interrupted: () => new Promise(() => {}),
    printed: () => ({ out, err }),
    ...given,
  };
}

/** Runs one command line in `cwd` with the tiny toolchain. */
export async function cli(cwd: string, argv: readonly string[], given: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = memoryTerminal(cwd, given);
  const exitCode = await run(argv, terminal, tinyToolchain);
  return { exitCode, ...terminal.printed() };
}
