import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Authorization } from './authorization.js';

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Derived keys are kept: deriving costs four hashes, and clients sign with one key all day. */
const MOST_KEYS = 10_000;

export type SigningKeys = (secret: string, scope: Authorization) => KeyObject;

export function signingKeys(): SigningKeys {
  const known = new Map<string, KeyObject>();
  return (secret, { date, region, service }) => {
    const id = `${secret}/${date}/${region}/${service}`;
    const found = known.get(id);
    if (found !== undefined) return found;
    const key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
    if (known.size >= MOST_KEYS) known.clear();
    known.set(id, key);
    return key;
  };
}
