import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignatureProblem } from '../../../sandbox/src/signature/signature-failure.js';
import { SignatureFailure } from '../../../sandbox/src/signature/signature-failure.js';
import type { SignedRequest } from '../../../sandbox/src/signature/signed-request.js';
import { signingKeys } from '../../../sandbox/src/signature/signing-key.js';
import { verify } from '../../../sandbox/src/signature/verify.js';
import { signedHeaders } from '../../support/signed-request.js';

const credentials = { accessKeyId: 'ASIATEST', secretAccessKey: 'secret', sessionToken: 'token' };
const now = new Date('2026-11-21T12:00:00Z');

async function signed(
  body: string,
  headers: { readonly [name: string]: string } = {},
  more: { readonly date?: Date; readonly region?: string; readonly service?: string } = {},
): Promise<SignedRequest> {
  const all = await signedHeaders({ host: '127.0.0.1:8000', credentials, body, headers, date: now, ...more });
  return {
    headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: Buffer.from(body),
  };
}

const check = (request: SignedRequest, at = now): { readonly secretAccessKey: string } =>
  verify(request, {
    service: 'dynamodb',
    region: 'eu-west-1',
    now: at,
    signingKeys: signingKeys(),
    keyOf: (accessKeyId, token) => {
      expect([accessKeyId, token]).toEqual(['ASIATEST', 'token']);
      return credentials;
    },
  });

function problemOf(attempt: () => unknown): { readonly problem: SignatureProblem; readonly message: string } {
  try {
    attempt();
  } catch (error) {
    if (error instanceof SignatureFailure) return { problem: error.problem, message: error.message };
    throw error;
  }
  throw new Error('The signature was accepted.');
}

const changed = (request: SignedRequest, headers: SignedRequest['headers'], body = request.body): SignedRequest => ({
  headers: { ...request.headers, ...headers },
  body,
});

describe('signature version 4', () => {
  it('accepts what the SDK signs, whatever is in it', async () => {
    const value = fc.string({ unit: fc.constantFrom(...'aZ09 -_./:,;=+*~é'.split('')), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), value, value, async (body, one, two) => {
        expect(check(await signed(body, { 'x-amz-meta-one': one, 'x-other': two }))).toBe(credentials);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a request that was changed after it was signed', async () => {
    const request = await signed('{"a":1}', { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'x' });
    for (const forged of [
      changed(request, {}, Buffer.from('{"a":2}')),
      changed(request, { 'x-amz-target': ['DynamoDB_20120810.PutItem'] }),
      changed(request, { host: ['127.0.0.1:8001'] }),
      changed(request, { 'content-type': ['y'] }),
    ]) {
      expect(problemOf(() => check(forged))).toMatchObject({
        problem: 'mismatch',
        message: expect.stringContaining('does not match the signature you provided'),
      });
    }
  });

  it('refuses headers that matter and are not signed, or stand twice', async () => {
    const request = await signed('{}');
    expect(problemOf(() => check(changed(request, { 'x-amz-target': ['DynamoDB_20120810.GetItem'] }))).message).toBe(
      "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    );
    expect(problemOf(() => check(changed(request, { host: ['a', 'b'] }))).problem).toBe('incomplete');
    expect(problemOf(() => check(changed(request, { 'x-amz-security-token': ['token', 'x'] }))).problem).toBe(
      'incomplete',
    );
    const [authorization = ''] = request.headers.authorization ?? [];
    const withoutHost = authorization.replace('SignedHeaders=host;', 'SignedHeaders=');
    expect(problemOf(() => check(changed(request, { authorization: [withoutHost] }))).message).toMatch(/'Host'/);
  });

  it('takes five minutes either way and no more', async () => {
    const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
    const request = await signed('{}');
    expect(check(request, at(299))).toBe(credentials);
    expect(check(request, at(-299))).toBe(credentials);
    expect(problemOf(() => check(request, at(302))).message).toBe(
      'Signature expired: 20261121T120000Z is now earlier than 20261121T120002Z (20261121T120502Z - 5 min.)',
    );
    expect(problemOf(() => check(request, at(-301))).message).toBe(
      'Signature not yet current: 20261121T120000Z is still later than 20261121T115959Z (20261121T115459Z + 5 min.)',
    );
  });

  it('holds for one service and one Region', async () => {
    const sts = await signed('{}', {}, { service: 'sts' });
    expect(problemOf(() => check(sts)).message).toBe("Credential should be scoped to correct service: 'dynamodb'.");
    const other = await signed('{}', {}, { region: 'us-east-1' });
    expect(problemOf(() => check(other)).message).toBe(
      "Credential should be scoped to a valid region, not 'us-east-1'.",
    );
  });

  it.each<[string, SignatureProblem]>([
    ['', 'incomplete'],
    ['Bearer x', 'incomplete'],
    ['AWS4-HMAC-SHA256 Credential=a/b', 'incomplete'],
    [
      'AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/dynamodb/aws4_request, SignedHeaders=b;a, Signature=0',
      'incomplete',
    ],
    [
      `AWS4-HMAC-SHA256 Credential=A/20261121/r/dynamodb/aws4_request, SignedHeaders=b;a, Signature=${'0'.repeat(64)}`,
      'incomplete',
    ],
  ])('does not read %j as an Authorization header', (authorization, problem) => {
    expect(problemOf(() => check({ headers: { authorization: [authorization] }, body: Buffer.from('') })).problem).toBe(
      problem,
    );
  });

  it('says that a header is missing', () => {
    expect(problemOf(() => check({ headers: {}, body: Buffer.from('') }))).toEqual({
      problem: 'missing',
      message: 'Request is missing Authentication Token',
    });
  });
});
