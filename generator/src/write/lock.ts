import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { contentHash } from './content-hash.js';
import { ensureFolder } from './ensure-folder.js';

const CLAIM = /^\.tenantry-lock-([0-9]+)-([0-9a-f]{8})-[0-9a-f]{8}$/;
/** A claim of another machine (a shared folder, a container) cannot be asked whether it lives; none lasts this long. */
const FOREIGN_CLAIM_MS = 10 * 60_000;
const RETRY_MS = 40;

/** Another generator has been writing to the folder for longer than we waited. */
export class FolderLocked extends Error {
  readonly code = 'output.locked';

  constructor(folder: string, claim: string, waitedMs: number) {
    const pid = CLAIM.exec(claim)?.[1];
    super(
      `Another Tenantry run (process ${pid}) has been writing to ${folder} for ${Math.round(waitedMs / 1000)} s. ` +
        `Wait for it to end; if there is none, delete ${join(folder, claim)}.`,
    );
    this.name = 'FolderLocked';
  }
}

/**
 * Keeps a second generator out of `folder` until the returned function is called.
 *
 * Each run puts down a claim under a name of its own and then looks for others: of two runs at least one sees the other
 * and steps back. Claims of dead processes are removed on sight, which is safe because no name is ever used twice.
 */
export async function lockFolder(folder: string, waitMs = 15_000): Promise<() => void> {
  ensureFolder(folder);
  const started = Date.now();
  for (;;) {
    const claim = `.tenantry-lock-${process.pid}-${HOST}-${randomBytes(4).toString('hex')}`;
    const release = (): void => rmSync(join(folder, claim), { force: true });
    const other = claimFolder(folder, claim, release);
    if (other === undefined) return release;
    release();
    const waited = Date.now() - started;
    if (waited >= waitMs) throw new FolderLocked(folder, other, waited);
    await pause(RETRY_MS * (0.5 + Math.random()));
  }
}

/** Puts the claim down; gives the claim of another run, if there is one. */
function claimFolder(folder: string, claim: string, release: () => void): string | undefined {
  try {
    writeFileSync(join(folder, claim), '', { flag: 'wx' });
    return otherClaim(folder, claim);
  } catch (error) {
    release();
    throw error;
  }
}

const HOST = contentHash(hostname()).slice(0, 8);

function otherClaim(folder: string, own: string): string | undefined {
  const claims = readdirSync(folder).filter((name) => name !== own && CLAIM.test(name));
  for (const claim of claims) {
    if (!isDeadClaim(folder, claim)) return claim;
    rmSync(join(folder, claim), { force: true });
  }
  return undefined;
}

/** True for the claim of a run that was killed. */
export function isDeadClaim(folder: string, name: string): boolean {
  const [, pid, host] = CLAIM.exec(name) ?? [];
  if (pid === undefined) return false;
  return host === HOST ? !isRunning(Number(pid)) : !isRecent(join(folder, name));
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const isRecent = (path: string): boolean =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < FOREIGN_CLAIM_MS;
