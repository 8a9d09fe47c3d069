import { Readable } from 'node:stream';
import type { Configuration } from './sdk.js';

/** A body that ends with an error. */
export const breakingOff = (error: Error): Readable =>
  new Readable({
    read() {
      this.destroy(error);
    },
  });

/** The bytes of a body: of a stream of Node without the pipe and the copy that the SDK's collector makes. */
export function bytesOf(body: unknown, { streamCollector }: Configuration): Uint8Array | Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (!(body instanceof Readable) || body.readableObjectMode || body.readableEncoding) return streamCollector(body);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk) => chunks.push(chunk));
    body.on('error', reject);
    body.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
  });
}
