import { inspect } from 'node:util';
import { StsRefused, StsUnavailable } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, ROLE_ARN, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();

describe('AssumeRole', () => {
  it('passes the scope as session tags, and a name that tells scopes apart', async () => {
    const session = await fixture.sessions().get(ACME);
    const call = fixture.sts.calls.at(-1);
    expect(call).toMatchObject({
      action: 'AssumeRole',
      roleArn: ROLE_ARN,
      sessionName: 'acme@u1',
      durationSeconds: 3600,
      tags: { TenantId: 'acme', UserId: 'u1' },
      transitive: [],
      externalId: undefined,
      sourceIdentity: undefined,
      policy: undefined,
    });
    expect(session.scope).toEqual({ tenantId: 'acme', userId: 'u1' });
  });

  it('passes everything else that STS takes', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: '*' }] };
    const policyArns = ['arn:aws:iam::111122223333:policy/reader'];
    await fixture
      .sessions({
        externalId: 'flight:club/1',
        sourceIdentity: ({ userId }) => `user-${userId}`,
        auditTags: { Purpose: 'import of März' },
        transitiveTags: ['TenantId', 'Purpose'],
        policy,
        policyArns,
        durationSeconds: 900,
        sessionName: ({ userId }) => userId,
      })
      .get(ACME);
    expect(fixture.sts.calls.at(-1)).toMatchObject({
      sessionName: 'u1',
      durationSeconds: 900,
      tags: { TenantId: 'acme', UserId: 'u1', Purpose: 'import of März' },
      transitive: ['TenantId', 'Purpose'],
      externalId: 'flight:club/1',
      sourceIdentity: 'user-u1',
      policy: JSON.stringify(policy),
      policyArns,
    });
  });

  it('takes a role per tenant', async () => {
    const sessions = fixture.sessions({ roleArn: 'arn:aws:iam::111122223333:role/clubs/tenant-{tenantId}' });
    await sessions.get(ACME);
    expect(fixture.sts.calls.at(-1)?.roleArn).toBe('arn:aws:iam::111122223333:role/clubs/tenant-acme');
  });

  it('gives credentials in the form of the SDK, with the account of the role', async () => {
    const session = await fixture.sessions().get(ACME);
    const credentials = await session.credentials();
    const issued = fixture.sts.issued.get(credentials.accessKeyId);
    expect(credentials).toEqual({
      accessKeyId: issued?.accessKeyId,
      secretAccessKey: issued?.secretAccessKey,
      sessionToken: issued?.sessionToken,
      expiration: session.expiration,
      accountId: '111122223333',
    });
    expect(Math.abs((session.expiration?.getTime() ?? 0) - (issued?.expiration ?? 0))).toBeLessThan(1001);
  });

  it('says who was refused, by what and why', async () => {
    fixture.sts.behave = () => ({
      kind: 'error',
      status: 403,
      code: 'AccessDenied',
      message: 'User: arn:x is not authorized to perform: sts:TagSession',
    });
    const error = await failure(fixture.sessions().get(ACME));
    expect(error).toBeInstanceOf(StsRefused);
    expect(error).toMatchObject({
      code: 'StsRefused',
      name: 'StsRefused',
      reason: 'AccessDenied',
      scope: ACME,
      requestId: expect.stringMatching(/^request-/),
    });
    expect(error.message).toBe(
      'Session of tenantId "acme", userId "u1": refused by the issuer (AccessDenied): User: arn:x is not authorized to perform: sts:TagSession',
    );
  });

  it('does not repeat a token that the answer echoes', async () => {
    const token = `eyJhbGciOi.${'a'.repeat(40)}.${'b'.repeat(40)}`;
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied', message: `no ${token} please` });
    const error = await failure(fixture.sessions().get(ACME));
    expect(error.message).toContain('no [token] please');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(token);
  });

  it('keeps what the SDK said as the cause, but not its way to the request and the credentials that signed it', async () => {
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied', message: 'no' });
    const { cause } = await failure(fixture.sessions().get(ACME));
    expect(cause).toMatchObject({
      name: 'AccessDenied',
      message: 'no',
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
    expect(cause).not.toHaveProperty('$response');
    expect(inspect(cause, { depth: 20, showHidden: true })).not.toContain('AKIDBASE');
  });

  it('retries throttling and server errors as the SDK does, then says so', async () => {
    let fails = 1;
    fixture.sts.behave = () => (fails-- > 0 ? { kind: 'error', status: 400, code: 'Throttling' } : undefined);
    await fixture.sessions().get(ACME);
    for (const [status, code, reason] of [
      [400, 'Throttling', 'throttled'],
      [500, 'InternalFailure', 'server'],
      [503, 'ServiceUnavailable', 'server'],
    ] as const) {
      fixture.sts.behave = () => ({ kind: 'error', status, code });
      const error = await failure(fixture.sessions().get(ACME));
      expect(error).toBeInstanceOf(StsUnavailable);
      expect(error).toMatchObject({ code: 'StsUnavailable', reason, scope: ACME });
    }
  });
});
