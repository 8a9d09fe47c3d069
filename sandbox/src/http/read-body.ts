import type { IncomingMessage } from 'node:http';
import { Failure } from './failure.js';

/** DynamoDB's limit for one request (Amazon DynamoDB Developer Guide, "Service quotas": 16 MB). */
const MOST_REQUEST_BYTES: number = 16 * 1024 * 1024;

/** After this much of an oversized body nobody is listened to any more. */
const MOST_DISCARDED_BYTES = 4 * MOST_REQUEST_BYTES;

/** The client went away before its request was whole. There is nobody to answer. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}

const BROKEN_OFF = 'The client closed the connection before the request was whole.';

/** The whole body. One that is too large is read to its end and thrown away, so that the client gets to read the answer. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_REQUEST_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > MOST_DISCARDED_BYTES) request.destroy();
    });
    request.on('end', () => {
      if (bytes <= MOST_REQUEST_BYTES) resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      else
        reject(
          new Failure(413, 'RequestEntityTooLarge', 'Request size limit exceeded', 'A request can be at most 16 MB.'),
        );
    });
    // Either comes of a connection that breaks; `close` alone comes of every request.
    request.on('error', () => reject(new Aborted(BROKEN_OFF)));
    request.on('close', () => {
      if (!request.complete) reject(new Aborted(BROKEN_OFF));
    });
  });
}
