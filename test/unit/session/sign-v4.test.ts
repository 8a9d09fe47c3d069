import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyHash, canonicalResource, isPlain } from '../../../runtime/src/wire/canonical-request.js';
import { signV4 } from '../../../runtime/src/wire/sign-v4.js';

class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as string);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const headerName = fc.constantFrom(
  'host',
  'Content-Type',
  'x-amz-target',
  'x-amz-meta-Two',
  'user-agent',
  'x-amzn-trace-id',
  'amz-sdk-request',
  'Proxy-x',
  'sec-y',
  'Authorization',
  'Date',
  'Connection',
  'X-Amz-Date',
);
const request = fc.record({
  method: fc.constantFrom('POST', 'GET', 'PUT'),
  path: fc.oneof(
    fc.constant('/'),
    fc
      .array(fc.constantFrom('a', 'b c', '..', '.', '', 'ü(!*)', '%2F', '~-_'), { maxLength: 5 })
      .map((parts) => `/${parts.join('/')}`),
  ),
  query: fc.dictionary(
    fc.constantFrom('a', 'b', 'A', 'ü &', 'x'),
    fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })),
    { maxKeys: 4 },
  ),
  headers: fc.dictionary(headerName, fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\t', ',', '=', 'é') }), {
    maxKeys: 8,
  }),
  body: fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array(), fc.constant(undefined)),
});
const credentials = fc.record({
  accessKeyId: fc.string({ minLength: 1 }),
  secretAccessKey: fc.string({ minLength: 1 }),
  sessionToken: fc.string({ minLength: 1 }),
});

describe('signV4', () => {
  it("gives the SDK's signature in every byte", async () => {
    await fc.assert(
      fc.asyncProperty(
        request,
        credentials,
        fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.constantFrom('eu-west-1', 'us-gov-east-1'),
        async (parts, keys, date, region) => {
          const sdk = new SignatureV4({ credentials: keys, region, service: 'dynamodb', sha256: Sha256 });
          const expected = await sdk.sign({ ...parts, hostname: 'h', protocol: 'https:' }, { signingDate: date });
          const signer = { ...keys, derived: undefined };
          const scope = { date, region, service: 'dynamodb' };
          const sign = () => signV4(parts, signer, scope, canonicalResource(parts), bodyHash(parts.body));
          expect(sign()).toEqual(expected.headers);
          // Again, with the derived key kept.
          expect(sign()).toEqual(expected.headers);
          if (isPlain(parts)) expect(signV4(parts, signer, scope)).toEqual(expected.headers);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('derives a new key when the day, the Region or the service changes', async () => {
    const keys = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' };
    const signer = { ...keys, derived: undefined };
    const parts = { method: 'POST', path: '/', query: {}, headers: { host: 'h' }, body: '{}' };
    for (const [day, region, service] of [
      ['2026-11-21', 'eu-west-1', 'dynamodb'],
      ['2026-11-22', 'eu-west-1', 'dynamodb'],
      ['2026-11-22', 'eu-west-2', 'dynamodb'],
      ['2026-11-22', 'eu-west-2', 's3'],
      ['2026-11-21', 'eu-west-1', 'dynamodb'],
    ] as const) {
      const date = new Date(`${day}T10:00:00.123Z`);
      const sdk = new SignatureV4({ credentials: keys, region, service, sha256: Sha256 });
      const expected = await sdk.sign({ ...parts, hostname: 'h', protocol: 'https:' }, { signingDate: date });
      expect(signV4(parts, signer, { date, region, service })).toEqual(expected.headers);
    }
  });

  it('leaves the request as it is, so that a retry signs the same', () => {
    const parts = Object.freeze({ method: 'POST', path: '/', headers: Object.freeze({ host: 'h' }), body: '{}' });
    const signer = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', derived: undefined };
    const scope = { date: new Date(), region: 'r', service: 's' };
    expect(signV4(parts, signer, scope)).toEqual(signV4(parts, signer, scope));
  });
});
