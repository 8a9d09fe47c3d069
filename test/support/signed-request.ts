import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** The SDK's own signer, as the oracle of what a signed request looks like. */
export class Sha256 {
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

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ToSign {
  readonly host: string;
  readonly credentials: Keys;
  readonly body: string | Uint8Array;
  readonly headers?: { readonly [name: string]: string };
  readonly region?: string;
  readonly service?: string;
  readonly date?: Date;
}

/** The headers of a signed `POST /`, by lower-case name. */
export async function signedHeaders({
  host,
  credentials,
  body,
  headers = {},
  region = 'eu-west-1',
  service = 'dynamodb',
  date = new Date(),
}: ToSign): Promise<{ [name: string]: string }> {
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const { hostname } = new URL(`http://${host}`);
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname, path: '/', query: {}, headers: { host, ...headers }, body },
    { signingDate: date },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The headers of a signed call of DynamoDB. */
export const dynamodbHeaders = (
  operation: string,
  rest: Omit<ToSign, 'headers'>,
): Promise<{ [name: string]: string }> =>
  signedHeaders({
    ...rest,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
  });
