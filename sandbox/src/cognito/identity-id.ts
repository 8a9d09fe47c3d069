import { createHash } from 'node:crypto';
import type { Login } from './login.js';

/** The identity of a user in a pool: the same user has the same id in every run. */
export function identityId(poolId: string, { provider, subject }: Pick<Login, 'provider' | 'subject'>): string {
  const hex = createHash('sha256').update(`${poolId}\0${provider}\0${subject}`).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `${poolId.slice(0, poolId.indexOf(':'))}:${uuid}`;
}
