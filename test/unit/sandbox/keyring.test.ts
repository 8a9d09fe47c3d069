import { describe, expect, it } from 'vitest';
import { base32 } from '../../../sandbox/src/credentials/base32.js';
import { createKeyring } from '../../../sandbox/src/credentials/keyring.js';
import type { Session } from '../../../sandbox/src/credentials/session.js';
import { SignatureFailure } from '../../../sandbox/src/signature/signature-failure.js';

const USER = 'arn:aws:iam::111122223333:user/jane';
const session: Session = {
  roleArn: 'arn:aws:iam::111122223333:role/member',
  name: 'jane',
  tags: { TenantId: 'acme' },
  transitiveTagKeys: [],
  policy: '{"Statement":[]}',
  issued: 1_000,
  expires: 4_600,
};
const before = new Date(4_599_999);

const problemOf = (attempt: () => unknown): string | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error instanceof SignatureFailure ? error.problem : String(error);
  }
};

describe('session credentials', () => {
  const keyring = createKeyring([USER]);
  const { accessKeyId, secretAccessKey, sessionToken = '', expiration } = keyring.sessionCredentials(session);

  it('are a key, a secret and a token that carries the session', () => {
    expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(expiration).toEqual(new Date(4_600_000));
    expect(keyring.open(accessKeyId, sessionToken, before)).toMatchObject({
      secretAccessKey,
      holder: { kind: 'session', session },
    });
  });

  it('differ for two sessions that are the same', () => {
    const again = keyring.sessionCredentials(session);
    expect(again.sessionToken).not.toBe(sessionToken);
    expect(again.secretAccessKey).not.toBe(secretAccessKey);
  });

  it('end when the session does', () => {
    expect(problemOf(() => keyring.open(accessKeyId, sessionToken, new Date(4_600_000)))).toBe('expired-token');
  });

  it('are unknown when a character is changed, moved or added', () => {
    for (let i = 0; i < sessionToken.length; i++) {
      const other = sessionToken[i] === 'A' ? 'B' : 'A';
      const forged = sessionToken.slice(0, i) + other + sessionToken.slice(i + 1);
      expect(problemOf(() => keyring.open(accessKeyId, forged, before))).toBe('unknown-key');
    }
    for (const forged of [
      `${sessionToken}=`,
      `${sessionToken}A`,
      ` ${sessionToken}`,
      '',
      '.',
      'a.b',
      sessionToken.split('.')[0] ?? '',
    ]) {
      expect(problemOf(() => keyring.open(accessKeyId, forged, before))).toBe('unknown-key');
    }
  });

  it('are unknown with the key of another session, or to another sandbox', () => {
    const other = keyring.sessionCredentials({ ...session, tags: { TenantId: 'beta' } });
    expect(problemOf(() => keyring.open(other.accessKeyId, sessionToken, before))).toBe('unknown-key');
    expect(problemOf(() => keyring.open(accessKeyId, undefined, before))).toBe('unknown-key');
    expect(problemOf(() => createKeyring([]).open(accessKeyId, sessionToken, before))).toBe('unknown-key');
  });
});

it('long-term keys belong to the users that were named', () => {
  const keyring = createKeyring([USER]);
  const { accessKeyId, secretAccessKey, sessionToken } = keyring.userCredentials(USER);
  expect([accessKeyId.slice(0, 4), sessionToken]).toEqual(['AKIA', undefined]);
  expect(keyring.open(accessKeyId, undefined, before)).toEqual({
    secretAccessKey,
    holder: { kind: 'user', arn: USER },
  });
  const { accessKeyId: stranger } = keyring.userCredentials('arn:aws:iam::111122223333:user/joe');
  expect(problemOf(() => keyring.open(stranger, undefined, before))).toBe('unknown-key');
});

it('base 32 is that of RFC 4648', () => {
  const of = (text: string): string => base32(Buffer.from(text));
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(of)).toEqual([
    '',
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ]);
});
