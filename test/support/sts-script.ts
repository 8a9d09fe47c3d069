import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ScriptResult {
  readonly code: number | null;
  readonly output: string;
  /** From the line `ready` to the end of the process. */
  readonly milliseconds: number;
}

/** Runs a script against the sources in a process of its own. It prints `ready` when its work is done. */
export async function runScript(name: string, source: string): Promise<ScriptResult> {
  const folder = `${root}/node_modules/.cache/sessions`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}-${process.pid}.mjs`;
  await build({
    stdin: { contents: source, resolveDir: root },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@tenantry/runtime': `${root}/runtime/src/index.ts` },
    external: ['@aws-sdk/*'],
  });
  try {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let ready = Number.NaN;
    child.stdout.on('data', (data) => {
      output += data;
      if (Number.isNaN(ready) && output.includes('ready')) ready = performance.now();
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, output, milliseconds: performance.now() - ready };
  } finally {
    rmSync(file);
  }
}
