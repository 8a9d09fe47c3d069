import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { foldersAt } from '../../project/find-schema.js';
import type { Project } from '../../project/load-project.js';
import { type CommonOptions, type Context, projectOf } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printFailure } from '../report/print-failure.js';
import { printSummary } from '../report/print-summary.js';
import { withProgress } from '../report/progress.js';
import { watchedFolders } from './watched-folders.js';

/** Editors write a file in several steps, so it is read this long after the last one. */
const SETTLE_MS = 60;

/**
 * Runs `once` now and after every change of a schema file or of the configuration, until interrupted. A broken save, a
 * file or a folder that is gone for a while are reported and waited out.
 */
export async function watch<Options extends CommonOptions>(
  context: Context<Options>,
  schemas: readonly string[],
  once: (context: Context<Options>, project: Project) => Promise<unknown>,
): Promise<ExitCode> {
  let wake: () => void = () => {};
  let ended = false;
  void context.terminal.interrupted().then(() => {
    ended = true;
    wake();
  });
  const watched = watchedFolders(() => wake());
  let folders: readonly string[] = [];
  let before = '';
  let failure = '';
  while (!ended) {
    const changed = new Promise<void>((settle) => {
      wake = settle;
    });
    try {
      const project = await projectOf(context, schemas);
      const { schemas: named, folder } = project.named;
      const matching = await Promise.all(named.map((name) => foldersAt(name, folder)));
      folders = [...new Set([...project.files.map((file) => dirname(file)), ...matching.flat()])];
      const now = JSON.stringify([project.sources, project.base, project.options]);
      if (now !== before) {
        before = now;
        failure = '';
        const again = { ...context, started: performance.now() };
        await withProgress(again, 'generate', ({ terminal }) => once({ ...again, terminal }, project));
        printSummary(context, 'Watching for changes; end with Ctrl-C.');
      }
    } catch (error) {
      // At the start it is final.
      if (folders.length === 0) throw error;
      before = '';
      if (String(error) !== failure) await printFailure(context, error);
      failure = String(error);
    }
    // Changes between reading and watching are noticed by reading again.
    if (watched.set(folders)) wake();
    await changed;
    if (!ended) await pause(SETTLE_MS);
  }
  watched.close();
  return 0;
}
