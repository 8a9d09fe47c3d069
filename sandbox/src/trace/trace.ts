import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Account } from '../account/account.js';
import type { SandboxOptions } from '../options.js';
import type { TraceRecord } from './record.js';
import { type GrantUse, usageCounter } from './usage.js';

/** Where records of requests go: to the listener of the options, to the file, and into the count of used grants. */
export interface Trace {
  /** Absent where records go nowhere. */
  readonly add: ((record: TraceRecord) => void) | undefined;
  follow(account: Account): void;
  usage(): readonly GrantUse[];
  close(): Promise<void>;
}

export async function openTrace(
  { record: file, onRequest }: Pick<SandboxOptions, 'record' | 'onRequest'>,
  account: Account,
): Promise<Trace> {
  const recorder = file === undefined ? undefined : await openRecorder(file);
  // Counting evaluates every grant of the role again, so it is done only where somebody wants to know.
  const counter = recorder && usageCounter(account);
  const add = (record: TraceRecord): void => {
    recorder?.write(record);
    counter?.count(record);
    onRequest?.(record);
  };
  return {
    add: recorder || onRequest ? add : undefined,
    follow: (next) => counter?.follow(next),
    usage: () => counter?.report() ?? [],
    close: async () => recorder?.close(counter?.report() ?? []),
  };
}

/** Writes the trace to a file as JSON lines: a line for each request, and at the end one for each grant. */
interface Recorder {
  write(record: TraceRecord): void;
  close(report: readonly GrantUse[]): Promise<void>;
}

/** Appends, so that several runs or test files add up in one file. Throws where the file cannot be written. */
async function openRecorder(file: string): Promise<Recorder> {
  const stream = createWriteStream(file, { flags: 'a' });
  await once(stream, 'open');
  const line = (value: object): void => void stream.write(`${JSON.stringify(value)}\n`);
  return {
    write: line,
    async close(report) {
      for (const use of report) line(use);
      stream.end();
      await once(stream, 'finish');
    },
  };
}
