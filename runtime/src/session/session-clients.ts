import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientLike } from '../request/client.js';
import type { SessionCredentials } from './session.js';

/** Makes DynamoDB clients of sessions, which share one request handler and with it one pool of connections. */
export interface SessionClients {
  /** On the connections, Region, endpoint and retry mode of `base`, else of the provider's client, else of its Region. */
  create(credentials: () => Promise<SessionCredentials>, base?: DynamoDBClientLike): DynamoDBClient;
  close(): void;
}

export function sessionClients(region: string, given: DynamoDBClientLike | undefined): SessionClients {
  let own: DynamoDBClient | undefined;
  return {
    create(credentials, base = given) {
      own ??= base === undefined ? new DynamoDBClient({ region }) : undefined;
      return new DynamoDBClient({ region, ...inherited(base ?? own), credentials });
    },
    close: () => own?.destroy(),
  };
}

/**
 * The settings that do not sign. Picked one by one: among a client's resolved settings is its signer, and a client made
 * of all of them would sign with the credentials of the first.
 */
const INHERITED = [
  'region',
  'endpoint',
  'logger',
  'maxAttempts',
  'retryMode',
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'accountIdEndpointMode',
  'customUserAgent',
  'userAgentAppId',
] as const satisfies readonly (keyof DynamoDBClientConfig)[];

function inherited(base: DynamoDBClientLike | undefined): DynamoDBClientConfig {
  if (base === undefined) return {};
  const config = base.config as DynamoDBClient['config'] & DynamoDBClientConfig; // of a client of whichever copy of the SDK
  const settings = INHERITED.filter((name) => config[name] !== undefined).map((name) => [name, config[name]]);
  return { ...Object.fromEntries(settings), requestHandler: undestroyable(config.requestHandler) };
}

/** A client that a caller destroys must not end the requests of other tenants. */
function undestroyable<Handler extends object>(handler: Handler): Handler {
  return new Proxy(handler, {
    get(target, property) {
      if (property === 'destroy') return () => {};
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
