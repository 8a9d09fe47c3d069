import { hash } from 'node:crypto';
import { SESSION_NAME } from './limits.js';

const HASH_LENGTH = 22; // base64url characters of 132 bits
const MARK = '=';

/**
 * A RoleSessionName for any text: the text itself where STS takes it, else as much of it as fits and a hash of the whole.
 * Two texts never give one name: a name that was changed bears `=` before its hash, and no unchanged name may hold one.
 */
export function sessionNameFor(text: string): string {
  if (SAFE.test(text)) return text;
  const readable = text.replaceAll(/[^\w+,.@-]/g, '-').slice(0, SESSION_NAME.max - HASH_LENGTH - MARK.length);
  return `${readable}${MARK}${hash('sha256', text, 'base64url').slice(0, HASH_LENGTH)}`;
}

const SAFE = new RegExp(`^[\\w+,.@-]{${SESSION_NAME.min},${SESSION_NAME.max}}$`);
