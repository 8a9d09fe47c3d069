import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STSClient } from '@aws-sdk/client-sts';
import { readCall, type StsCall, validationError } from './sts-input.js';
import { bodyOf, checkSignature, type KnownKey } from './sts-sigv4-check.js';

/** Credentials that the server issued. */
export interface Issued extends KnownKey {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly call: StsCall;
  readonly tags: Readonly<Record<string, string>>;
  readonly expiration: number;
}

/** How the next answers are to be: an answer instead of the usual one, or a hook that runs before it. */
export type Behaviour =
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
  | { readonly kind: 'raw'; readonly body: string; readonly status?: number }
  | { readonly kind: 'reset' }
  /** Waits, then answers as usual. */
  | { readonly kind: 'wait'; readonly for: Promise<unknown> };

export interface StsServer {
  readonly endpoint: string;
  readonly calls: readonly StsCall[];
  readonly issued: ReadonlyMap<string, Issued>;
  /** HTTP requests, retries included. */
  readonly requests: number;
  /** Called for each request; undefined for the usual answer. */
  behave: (call: StsCall, n: number) => Behaviour | undefined;
  /** Epoch milliseconds, for expiration dates. */
  clock: () => number;
  /** Epoch milliseconds, for the Date header; signatures more than 5 minutes off it are refused. */
  wallClock: () => number;
  /** True if the base credentials are those of a role. */
  chained: boolean;
  /** The PackedPolicySize of answers, in percent. */
  packed: number;
  /** Checks a web identity token: its tags, or the error code. */
  identify: (token: string) => { readonly tags: Readonly<Record<string, string>> } | string;
  client(): STSClient;
  stop(): Promise<void>;
}

export const BASE_CREDENTIALS = { accessKeyId: 'AKIDBASE00000000BASE', secretAccessKey: 'base-secret' };
export const STS_REGION = 'eu-west-1';

/**
 * An STS that speaks the real protocol to the real SDK, checks signatures and input as STS does, and remembers what it gave
 * to whom.
 */
export async function startSts(): Promise<StsServer> {
  const calls: StsCall[] = [];
  const issued = new Map<string, Issued>();
  const clients: STSClient[] = [];
  let requests = 0;
  const server = createServer(
    (request, response) => void answer(request, response).catch((error) => response.destroy(error)),
  );
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', 10_000);
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sts: StsServer = {
    endpoint,
    calls,
    issued,
    get requests() {
      return requests;
    },
    behave: () => undefined,
    clock: Date.now,
    wallClock: Date.now,
    chained: true,
    packed: 6,
    identify: () => 'InvalidIdentityToken',
    client() {
      const client = new STSClient({ region: STS_REGION, endpoint, credentials: BASE_CREDENTIALS });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return sts;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    const body = await bodyOf(request);
    const form = new URLSearchParams(body.toString());
    const call = readCall(form);
    const fail = (status: number, code: string, message: string): void => {
      response.writeHead(status, {
        'content-type': 'text/xml',
        'x-amzn-requestid': `request-${requests}`,
        date: new Date(sts.wallClock()).toUTCString(),
      });
      response.end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `<Code>${code}</Code><Message>${xml(message)}</Message></Error><RequestId>request-${requests}</RequestId></ErrorResponse>`,
      );
    };

    const behaviour = sts.behave(call, requests);
    if (behaviour?.kind === 'wait') await behaviour.for;
    if (behaviour?.kind === 'reset') return void request.socket.destroy();
    if (behaviour?.kind === 'error') return fail(behaviour.status, behaviour.code, behaviour.message ?? behaviour.code);
    if (behaviour?.kind === 'raw')
      return void response.writeHead(behaviour.status ?? 200, { 'content-type': 'text/xml' }).end(behaviour.body);

    let tags = call.tags;
    if (call.action === 'AssumeRole') {
      const check = checkSignature(request, body, (id) =>
        id === BASE_CREDENTIALS.accessKeyId ? BASE_CREDENTIALS : issued.get(id),
      );
      if (check.kind === 'unsigned')
        return fail(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
      if (check.kind === 'unknown-key')
        return fail(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
      if (check.kind === 'mismatch') return fail(403, 'SignatureDoesNotMatch', check.why);
      if (check.region !== STS_REGION || check.service !== 'sts')
        return fail(403, 'SignatureDoesNotMatch', 'Credential should be scoped to a valid region.');
      if (Math.abs(check.time.getTime() - sts.wallClock()) > 300_000)
        return fail(403, 'SignatureDoesNotMatch', 'Signature expired');
    } else if (call.action === 'AssumeRoleWithWebIdentity') {
      const identity = sts.identify(call.token ?? '');
      if (typeof identity === 'string') return fail(400, identity, 'The web identity token is not accepted.');
      if (form.has('Tags.member.1.Key')) return fail(400, 'ValidationError', 'Tags is no parameter of this action');
      tags = identity.tags;
    } else return fail(400, 'InvalidAction', 'Could not find operation');

    const invalid = validationError(call, form, sts.chained && call.action === 'AssumeRole');
    if (invalid !== undefined) return fail(400, 'ValidationError', invalid);

    const n = issued.size + 1;
    const expiration = Math.floor(sts.clock() / 1000) * 1000 + call.durationSeconds * 1000;
    const credentials = {
      accessKeyId: `ASIA${String(n).padStart(16, '0')}`,
      secretAccessKey: `secret/${n}+`.padEnd(40, 'k'),
      sessionToken: `token-${n}-`.padEnd(600, 'FwoGZXIvYXdzE'),
    };
    calls.push(call);
    issued.set(credentials.accessKeyId, { ...credentials, call, tags, expiration });
    const account = call.roleArn.split(':')[4];
    const role = call.roleArn.slice(call.roleArn.lastIndexOf('/') + 1);
    response.writeHead(200, { 'content-type': 'text/xml', date: new Date(sts.wallClock()).toUTCString() });
    response.end(
      `<${call.action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${call.action}Result><AssumedRoleUser>` +
        `<AssumedRoleId>AROA:${call.sessionName}</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/${role}/${call.sessionName}</Arn></AssumedRoleUser>` +
        `<Credentials><AccessKeyId>${credentials.accessKeyId}</AccessKeyId><SecretAccessKey>${credentials.secretAccessKey}</SecretAccessKey>` +
        `<SessionToken>${credentials.sessionToken}</SessionToken><Expiration>${new Date(expiration).toISOString()}</Expiration></Credentials>` +
        `<PackedPolicySize>${sts.packed}</PackedPolicySize></${call.action}Result><ResponseMetadata><RequestId>request-${requests}</RequestId></ResponseMetadata></${call.action}Response>`,
    );
  }
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
