import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { TraceRecord } from './record.js';
import type { GrantUse } from './usage.js';

/** Writes the trace to a file as JSON lines: a line for each request, and at the end one for each grant. */
export interface Recorder {
  write(record: TraceRecord): void;
  close(report: readonly GrantUse[]): Promise<void>;
}

/** Appends, so that several runs or test files add up in one file. Throws where the file cannot be written. */
export async function openRecorder(file: string): Promise<Recorder> {
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
