import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { SignatureFailure } from '../signature/signature-failure.js';
import { base32 } from './base32.js';
import type { Credentials } from './credentials.js';
import type { Session } from './session.js';

/** The holder of a key: a role session, or an IAM user with a long-term key. */
export type Holder =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'user'; readonly arn: string };

export interface Key {
  readonly secretAccessKey: string;
  readonly holder: Holder;
}

/**
 * Makes credentials and knows its own again. Nothing is stored: a session token is the session itself, sealed with the
 * secret of this sandbox, and the secret access key is derived from it. Credentials of another sandbox are unknown here.
 */
export interface Keyring {
  sessionCredentials(session: Session): Credentials;
  userCredentials(arn: string): Credentials;
  /** Throws `SignatureFailure` for a key that is not of this sandbox, and for an expired token. */
  open(accessKeyId: string, sessionToken: string | undefined, now: Date): Key;
}

interface OpenToken {
  readonly accessKeyId: string;
  readonly session: Session;
  readonly key: Key;
}

/** Opened tokens are kept: a client sends the same one with every request. */
const MOST_OPEN_TOKENS = 10_000;

export function createKeyring(users: readonly string[]): Keyring {
  const secret = randomBytes(32);
  const derive = (purpose: string, text: string): Buffer =>
    createHmac('sha256', secret).update(purpose).update('\0').update(text).digest();
  const seal = (payload: string): Buffer => derive('seal', payload);
  const secretOf = (text: string): string => derive('secret', text).toString('base64').slice(0, 40);
  const idOf = (prefix: string, text: string): string => prefix + base32(derive('id', text)).slice(0, 16);
  const userKeys = new Map(users.map((arn) => [idOf('AKIA', arn), arn]));
  const open = new Map<string, OpenToken>();

  const openToken = (token: string): OpenToken => {
    const known = open.get(token);
    if (known !== undefined) return known;
    const dot = token.indexOf('.');
    const payload = token.slice(0, dot);
    const sealed = Buffer.from(token.slice(dot + 1), 'base64url');
    const expected = seal(payload);
    // The text is compared too, because different texts decode to the same bytes.
    if (
      dot < 0 ||
      sealed.length !== expected.length ||
      !timingSafeEqual(sealed, expected) ||
      token.slice(dot + 1) !== expected.toString('base64url')
    ) {
      throw unknownKey();
    }
    // Sealed by us, so it is what `sessionCredentials` wrote.
    const session = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Session;
    const opened: OpenToken = {
      accessKeyId: idOf('ASIA', token),
      session,
      key: { secretAccessKey: secretOf(token), holder: { kind: 'session', session } },
    };
    if (open.size >= MOST_OPEN_TOKENS) open.clear();
    open.set(token, opened);
    return opened;
  };

  return {
    sessionCredentials(session) {
      // The salt keeps two sessions that begin in one second apart.
      const salted = { ...session, salt: randomBytes(8).toString('base64url') };
      const payload = Buffer.from(JSON.stringify(salted)).toString('base64url');
      const token = `${payload}.${seal(payload).toString('base64url')}`;
      return {
        accessKeyId: idOf('ASIA', token),
        secretAccessKey: secretOf(token),
        sessionToken: token,
        expiration: new Date(session.expires * 1000),
      };
    },
    userCredentials: (arn) => ({ accessKeyId: idOf('AKIA', arn), secretAccessKey: secretOf(arn) }),
    open(accessKeyId, sessionToken, now) {
      if (sessionToken === undefined) {
        const arn = userKeys.get(accessKeyId);
        if (arn === undefined) throw unknownKey();
        return { secretAccessKey: secretOf(arn), holder: { kind: 'user', arn } };
      }
      const { session, key, accessKeyId: own } = openToken(sessionToken);
      if (own !== accessKeyId) throw unknownKey();
      if (session.expires * 1000 <= now.getTime()) {
        throw new SignatureFailure('expired-token', 'The security token included in the request is expired');
      }
      return key;
    },
  };
}

const unknownKey = (): SignatureFailure =>
  new SignatureFailure(
    'unknown-key',
    'The security token included in the request is invalid.',
    'The access key or session token is not one that this sandbox issued. Take the credentials from its `env`, its `session()` or its STS endpoint.',
  );
