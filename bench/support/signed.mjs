import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';

class Sha256 {
  constructor(secret) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

/** The headers of a signed call of DynamoDB. */
export async function signedHeaders(endpoint, operation, body, credentials, region) {
  const { host, hostname } = new URL(endpoint);
  const signer = new SignatureV4({ credentials, region, service: 'dynamodb', sha256: Sha256 });
  const headers = {
    host,
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(Buffer.byteLength(body)),
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    query: {},
    headers,
    body,
  });
  return signed.headers;
}

/** Sends a request and reads the answer to its end; gives the status. */
export async function send(agent, url, headers, body) {
  const outgoing = request(url, { agent, method: 'POST', headers });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  incoming.resume();
  await once(incoming, 'end');
  return incoming.statusCode;
}
