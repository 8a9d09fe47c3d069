import { readdir, readFile, readlink } from 'node:fs/promises';

/** The loopback port that a process listens on; undefined until it does. Reads `/proc`, so Linux only. */
export async function listeningPort(pid: number): Promise<number | undefined> {
  const [sockets, table] = await Promise.all([socketsOf(pid), readFile(`/proc/${pid}/net/tcp`, 'utf8')]);
  for (const line of table.split('\n')) {
    // proc(5): sl, local address, remote address, state (0A is LISTEN), …, inode in the tenth column.
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    if (state === '0A' && sockets.has(inode)) return Number.parseInt(local.slice(local.indexOf(':') + 1), 16);
  }
  return undefined;
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all((await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}
