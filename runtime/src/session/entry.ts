import type { SigningCredentials } from '../wire/signing-credentials.js';
import { MalformedCredentials, type ScopeRecord } from './errors.js';
import type { IssuedCredentials } from './sources/issuer.js';
import type { Wanted } from './wanted.js';

/** The credentials of one scope, and until when. Times are epoch milliseconds of this machine's clock. */
export interface Entry {
  readonly key: string;
  readonly scope: ScopeRecord;
  readonly credentials: SigningCredentials;
  readonly issuedAt: number;
  /** Infinity for static credentials. */
  readonly expiresAt: number;
  /** From here on a use starts a refresh in the background. */
  readonly refreshAt: number;
  /** When the proof ends for which it was issued: from then on no `get` is served from it. Sessions that are held keep it. */
  readonly proofEndsAt: number | undefined;
  /** Invalidated, or rejected by the service: not to be used again, whatever the clock says. */
  revoked: boolean;
}

/** How early to refresh. */
export interface RefreshLead {
  readonly before: number;
  readonly jitter: number;
}

export const isUsable = (entry: Entry, now: number): boolean => !entry.revoked && now < entry.expiresAt;

/** The issuer has accepted the proof, so what it says of its end is true. */
export const hasLapsed = ({ proofEndsAt }: Entry, now: number): boolean =>
  proofEndsAt !== undefined && now >= proofEndsAt;

/** Checks what the issuer gave: all parts there, and not expired already. `asked` is when it was asked. */
export function entryOf(
  { key, scope, proof }: Pick<Wanted, 'key' | 'scope' | 'proof'>,
  issued: IssuedCredentials,
  asked: number,
  now: number,
  lead: RefreshLead,
): Entry {
  const { accessKeyId, secretAccessKey, sessionToken, accountId, durationSeconds } = issued;
  const credentials = {
    accessKeyId: text(accessKeyId, 'access key id', scope),
    secretAccessKey: text(secretAccessKey, 'secret access key', scope),
    sessionToken: sessionToken === null ? undefined : text(sessionToken, 'session token', scope),
    accountId: accountId === undefined ? undefined : detached(accountId),
    derived: undefined,
  };
  // The two bounds guard against a local clock that runs behind: no session outlives the time it was asked for.
  const expiresAt = Math.min(
    expirationOf(issued.expiration, scope),
    durationSeconds === undefined ? Infinity : asked + durationSeconds * 1000,
  );
  if (expiresAt <= now) {
    const seconds = Math.round((now - expiresAt) / 1000);
    throw new MalformedCredentials(
      scope,
      `the credentials expired ${seconds} s before they came: check the clock of this machine`,
    );
  }
  const wanted = lead.before + Math.random() * lead.jitter;
  const refreshAt = expiresAt - Math.min(wanted, (expiresAt - now) / 2);
  // Every session of this entry shows this scope, so no caller may change it.
  return {
    key,
    scope: Object.freeze(scope),
    credentials,
    issuedAt: now,
    expiresAt,
    refreshAt,
    proofEndsAt: proof?.endsAt,
    revoked: false,
  };
}

function text(value: unknown, what: string, scope: ScopeRecord): string {
  if (typeof value !== 'string' || value === '') throw new MalformedCredentials(scope, `the issuer gave no ${what}`);
  return detached(value);
}

/** A copy: a string cut out of the XML answer would keep the whole answer in memory. */
const detached = (value: string): string => Buffer.from(value).toString();

function expirationOf(value: unknown, scope: ScopeRecord): number {
  if (value === 'never') return Infinity;
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new MalformedCredentials(scope, 'the issuer gave no date of expiration');
  return time;
}
