import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The content of the lock file. */
interface Holder {
  readonly pid: number;
  readonly processStart: string;
  readonly host: string;
  readonly since: string;
}

const FILE = 'sandbox.lock';

/**
 * Keeps a folder for this sandbox alone; gives the function that lets it go. Throws where another one has it. A lock whose
 * process is gone, as after SIGKILL, is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new Error(`The data folder ${folder} cannot be made: ${error.message}`, { cause: error });
  });
  const file = join(folder, FILE);
  const holder: Holder = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    host: hostname(),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(holder)}\n`;
  while (!(await create(file, text))) {
    const found = await read(file);
    if (found === undefined) continue;
    const other = holderIn(found);
    if (isHeld(other)) throw new Error(heldMessage(folder, file, other));
    await remove(file, found);
  }
  return () => remove(file, text);
}

/** A file that is linked to its name is whole from the first moment on, and only one can be. */
async function create(file: string, text: string): Promise<boolean> {
  const own = aside(file);
  await writeFile(own, text, { flag: 'wx' });
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/** Removes the lock of that text, and no other that has come in its place. */
async function remove(file: string, text: string): Promise<void> {
  const own = aside(file);
  try {
    await rename(file, own);
  } catch {
    return;
  }
  if ((await read(own)) !== text) await link(own, file).catch(() => {});
  await rm(own, { force: true });
}

let count = 0;
const aside = (file: string): string => `${file}.${process.pid}.${count++}`;

const read = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

function holderIn(text: string): Partial<Holder> {
  try {
    return Object(JSON.parse(text)) as Partial<Holder>;
  } catch {
    return {};
  }
}

/** Of another machine's process nothing is known: its lock counts. */
function isHeld({ pid, processStart: start, host }: Partial<Holder>): boolean {
  if (host !== undefined && host !== hostname()) return true;
  return pid !== undefined && processStart(pid) === start;
}

function heldMessage(folder: string, file: string, { pid, host, since }: Partial<Holder>): string {
  const where = host === hostname() ? '' : ` on ${host}`;
  const gone = where === '' ? '' : ` If it is gone, delete ${file}.`;
  return `The folder ${folder} is in use by the sandbox of process ${pid}${where}, since ${since}. Stop that one, or give another folder.${gone}`;
}

/**
 * When a process began, in words of the system, to tell it from a later one of the same number; undefined where no such
 * process runs. Where the system does not say it is the same for all.
 */
function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return isRunning(pid) ? '' : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): after the name in parentheses come the state and, as the 22nd field of all, the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
