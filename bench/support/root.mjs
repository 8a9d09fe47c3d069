import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BENCH = fileURLToPath(new URL('..', import.meta.url));
/** Generated files: not committed. */
export const WORK = fileURLToPath(new URL('../.work/', import.meta.url));

/** Packages of the workspace: the SDK that the runtime itself uses, so that nothing differs but what is measured. */
export const fromRoot = createRequire(new URL('../../package.json', import.meta.url));
