import { backoff } from './backoff.js';

/** How often a batch asks again for what DynamoDB left unprocessed, and how many calls run at a time. */
const BATCH_ATTEMPTS = 10;
const CONCURRENCY = 4;

/** A call's worth of entries → those that were left unprocessed. */
export type SendChunk<Entry> = (chunk: readonly Entry[]) => Promise<readonly Entry[]>;

/** Sends entries in chunks and again what was left of them. Gives what was never processed. */
export async function sendChunks<Entry>(
  entries: readonly Entry[],
  size: number,
  send: SendChunk<Entry>,
  signal: AbortSignal | undefined,
): Promise<readonly Entry[]> {
  const chunks: (readonly Entry[])[] = [];
  for (let i = 0; i < entries.length; i += size) chunks.push(entries.slice(i, i + size));
  const left: Entry[] = [];
  const work = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift())
      left.push(...(await sendChunk(chunk, send, signal)));
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, chunks.length) }, work));
  return left;
}

async function sendChunk<Entry>(
  chunk: readonly Entry[],
  send: SendChunk<Entry>,
  signal: AbortSignal | undefined,
): Promise<readonly Entry[]> {
  let rest = chunk;
  for (let attempt = 1; rest.length > 0; attempt++) {
    const left = await send(rest);
    if (left.length === 0 || attempt === BATCH_ATTEMPTS) return left;
    rest = left;
    await backoff(attempt, 25, 5000, signal);
  }
  return [];
}
