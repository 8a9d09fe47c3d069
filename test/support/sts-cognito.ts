import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import type { Issued } from './sts-server.js';
import { bodyOf } from './sts-sigv4-check.js';
import type { TokenIssuer } from './sts-tokens.js';

export const POOL_ID = 'eu-west-1:00000000-0000-4000-8000-000000000001';
export const PROVIDER = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example';

export interface CognitoServer {
  readonly requests: number;
  readonly issued: ReadonlyMap<string, Issued>;
  clock: () => number;
  /** Settles before a request is answered. */
  before: () => Promise<unknown>;
  client(): CognitoIdentity;
  stop(): Promise<void>;
}

/** An identity pool that maps claims to principal tags, over the real protocol. */
export async function startCognito(
  tokens: TokenIssuer,
  mapping: Readonly<Record<string, string>>,
): Promise<CognitoServer> {
  const issued = new Map<string, Issued>();
  let requests = 0;
  const server = createServer(
    (request, response) => void answer(request, response).catch((error) => response.destroy(error)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new CognitoIdentity({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const cognito: CognitoServer = {
    get requests() {
      return requests;
    },
    issued,
    clock: Date.now,
    before: async () => {},
    client: () => client,
    async stop() {
      client.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return cognito;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    await cognito.before();
    const input = JSON.parse((await bodyOf(request)).toString()) as {
      IdentityPoolId?: string;
      IdentityId?: string;
      Logins: Record<string, string>;
    };
    const reply = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    const token = input.Logins[PROVIDER] ?? '';
    const identity = tokens.identify(token);
    if (typeof identity === 'string')
      return reply(400, { __type: 'NotAuthorizedException', message: 'Invalid login token.' });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;
    const id = `eu-west-1:${claims.sub}`;
    if (request.headers['x-amz-target'] === 'AWSCognitoIdentityService.GetId') {
      if (input.IdentityPoolId !== POOL_ID)
        return reply(400, { __type: 'ResourceNotFoundException', message: 'IdentityPool not found.' });
      return reply(200, { IdentityId: id });
    }
    if (input.IdentityId !== id)
      return reply(400, { __type: 'NotAuthorizedException', message: 'Access to Identity is forbidden.' });
    const n = issued.size + 1;
    const keys = { accessKeyId: `ASIACOGNITO${n}`, secretAccessKey: `secret-${n}`, sessionToken: `token-${n}` };
    const tags = Object.fromEntries(Object.entries(mapping).map(([tag, claim]) => [tag, claims[claim] ?? '']));
    const expiration = cognito.clock() + 3_600_000;
    issued.set(keys.accessKeyId, { ...keys, tags, expiration } as Issued);
    reply(200, {
      IdentityId: id,
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: expiration / 1000,
      },
    });
  }
}
