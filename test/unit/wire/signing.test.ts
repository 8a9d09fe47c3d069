import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it, vi } from 'vitest';
import { Sha256 } from '../../support/signed-request.js';
import { SDKS, type Sdk } from '../../support/wire-sdks.js';

interface Request {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly protocol: string;
  readonly headers: { [name: string]: string };
  readonly body: Uint8Array | string;
}

/** A client whose requests are kept, and never answered well. */
function keepingClient(sdk: Sdk, options: object) {
  const sent: Request[] = [];
  const requestHandler = {
    async handle(request: Request) {
      sent.push(request);
      throw new Error('not sent');
    },
  };
  const client = new sdk.Client({ region: 'eu-west-1', maxAttempts: 1, requestHandler, ...options });
  const send = () => client.send(new sdk.wired.GetItem({ TableName: 'app', Key: { pk: { S: 'é' } } })).catch(() => {});
  return { client, send, sent };
}

const dateOf = (stamp = ''): Date => new Date(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** The signature that the SDK's own signer gives a request which has one. */
async function signedBySdk({ headers, ...rest }: Request, credentials: object): Promise<string | undefined> {
  const { authorization: _, 'x-amz-date': date = '', ...unsigned } = headers;
  const signer = new SignatureV4({
    credentials: credentials as never,
    region: 'eu-west-1',
    service: 'dynamodb',
    sha256: Sha256,
  });
  const signingDate = dateOf(date);
  // Of the signer's overloads, the one that fits `never` is that of a text.
  const signed: unknown = await signer.sign({ ...rest, headers: unsigned } as never, { signingDate });
  return (signed as Request).headers.authorization;
}

describe.each(SDKS)('signatures of the short way, SDK $name', (sdk) => {
  it("are the SDK's in every byte, also when the credentials change", async () => {
    let now = { accessKeyId: 'AKIDA', secretAccessKey: 'a', expiration: new Date(Date.now() + 1000) };
    const { client, send, sent } = keepingClient(sdk, { credentials: async () => now });
    const made = vi.spyOn(client.config as { signer(): unknown }, 'signer');
    for (let i = 0; i < 3; i++) await send();
    expect(made).toHaveBeenCalledTimes(1);
    const before = now;
    now = { accessKeyId: 'ASIAB', secretAccessKey: 'b', sessionToken: 'token' } as unknown as typeof now;
    await send();
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      ...(await Promise.all(sent.slice(0, 3).map((request) => signedBySdk(request, before)))),
      await signedBySdk(sent[3] as Request, now),
    ]);
    expect(sent[3]?.headers).toMatchObject({ 'x-amz-security-token': 'token' });
  });

  it('follow the clock that the service tells', async () => {
    const ahead = new Date(Date.now() + 20 * 60_000);
    const dates: (string | undefined)[] = [];
    const requestHandler = {
      async handle({ headers }: Request) {
        dates.push(headers['x-amz-date']);
        // Only an error tells the older SDK, and any answer the newer.
        const body = Buffer.from('{"__type":"x#InvalidSignatureException"}');
        const answer = { statusCode: 400, headers: { date: ahead.toUTCString() }, body };
        return { response: answer };
      },
    };
    const { send } = keepingClient(sdk, {
      requestHandler,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    for (let i = 0; i < 3; i++) await send();
    expect(dateOf(dates[2]).getTime()).toBeGreaterThan(Date.now() + 19 * 60_000);
  });

  it('are left to a signer of the user', async () => {
    const sign = async (request: Request) => ({ ...request, headers: { ...request.headers, authorization: 'mine' } });
    const signer = async () => ({ sign });
    const { send, sent } = keepingClient(sdk, { signer, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    for (let i = 0; i < 3; i++) await send();
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['mine', 'mine', 'mine']);
  });
});
