import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal, as `sha256sum` prints it. */
export const contentHash = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
