import { SignatureFailure } from './signature-failure.js';

/** The `Authorization` header of signature version 4, taken apart. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20261121` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in code-unit order. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256 +Credential=([^\s,/]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request *, *SignedHeaders=([a-z0-9;_-]+) *, *Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw new SignatureFailure('missing', 'Request is missing Authentication Token');
  const [, accessKeyId, date, region, service, names, signature] = HEADER.exec(header) ?? [];
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    names === undefined ||
    signature === undefined
  ) {
    throw new SignatureFailure(
      'incomplete',
      'Authorization header is not of the form AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=….',
    );
  }
  const signedHeaders = names.split(';');
  if (signedHeaders.some((name, i) => i > 0 && name <= (signedHeaders[i - 1] as string))) {
    throw new SignatureFailure('incomplete', 'SignedHeaders must be sorted and name each header once.');
  }
  return { accessKeyId, date, region, service, signedHeaders, signature };
}
