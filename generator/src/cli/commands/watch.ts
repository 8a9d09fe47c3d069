import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadProject, type Project } from '../../project/load-project.js';
import { type CommonOptions, type Context, projectRequest } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { printFailure } from '../report/print-failure.js';
import { printSummary } from '../report/print-summary.js';

/** Editors write a file in several steps; this long after the last of them it is read. */
const SETTLE_MS = 60;

/** Also a new file, which a glob of the configuration may match. */
const WATCHED = /\.(?:ya?ml|hbs)$/;

/**
 * Runs `once` now and after every change of a schema file or of the configuration, until interrupted. A broken save is
 * reported and waited out. Folders are watched, not files: editors replace files, and a watched file would be lost.
 */
export async function watch<Options extends CommonOptions>(
  context: Context<Options>,
  schemas: readonly string[],
  once: (context: Context<Options>, project: Project) => Promise<unknown>,
): Promise<ExitCode> {
  const watchers = new Map<string, FSWatcher>();
  let wake: () => void = () => {};
  let ended = false;
  void context.terminal.interrupted().then(() => {
    ended = true;
    wake();
  });
  const watchAlso = (folder: string): void => {
    if (watchers.has(folder)) return;
    watchers.set(
      folder,
      watchFolder(folder, (_event, name) => (name === null || WATCHED.test(name) ? wake() : undefined)),
    );
    wake(); // What changed between reading and watching is seen by reading again.
  };
  let before = '';
  while (!ended) {
    const changed = new Promise<void>((settle) => {
      wake = settle;
    });
    try {
      const project = await loadProject(projectRequest(context, schemas));
      project.files.map((file) => dirname(file)).forEach(watchAlso);
      const now = JSON.stringify([project.sources, project.base, project.options]);
      if (now !== before) {
        before = now;
        await once({ ...context, started: performance.now() }, project);
        printSummary(context, 'Watching for changes; end with Ctrl-C.');
      }
    } catch (error) {
      // A file that is gone for a moment, or a configuration that is half written. At the start it is final.
      if (watchers.size === 0) throw error;
      await printFailure(context, error);
    }
    await changed;
    if (!ended) await pause(SETTLE_MS);
  }
  for (const watcher of watchers.values()) watcher.close();
  return 0;
}
