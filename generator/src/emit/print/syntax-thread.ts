import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SyntaxGate } from './syntax-gate.js';

export interface SyntaxThread extends Required<Pick<SyntaxGate, 'parse'>> {
  /** The first problem of all files that were given. Rejects where the thread failed. */
  problem(): Promise<string | undefined>;
  end(): Promise<unknown>;
}

/** Parses emitted files in a thread of its own, which loads the parser while the main one has other work. */
export function syntaxThread(): SyntaxThread {
  // Syntax trees live as long as their file is looked at: without a limit they pile up beside what the main thread holds.
  const resourceLimits = { maxYoungGenerationSizeMb: 4 };
  const worker = new Worker(new URL('./syntax-worker.js', import.meta.url), { resourceLimits });
  // Met where the answer is asked for, however early it comes.
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  return {
    parse({ path, text }) {
      worker.postMessage({ path, text });
      return undefined;
    },
    async problem() {
      const answer = once(worker, 'message');
      worker.postMessage(undefined);
      const [problem] = await Promise.race([answer, failed]);
      return problem;
    },
    end: () => worker.terminate(),
  };
}
