import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { SessionCredentials } from './tenant-session.js';

/** Makes DynamoDB clients that share one request handler, and with it one pool of connections. */
export interface SessionClients {
  create(credentials: () => Promise<SessionCredentials>): DynamoDBClient;
  close(): void;
}

export function sessionClients(region: string, config: DynamoDBClientConfig | undefined): SessionClients {
  type Handler = DynamoDBClient['config']['requestHandler'];
  let first: Handler | undefined;
  return {
    create(credentials) {
      const own = { region, ...config, credentials };
      if (first !== undefined) return new DynamoDBClient({ ...own, requestHandler: shared(first) });
      const client = new DynamoDBClient(own);
      first = client.config.requestHandler;
      client.config.requestHandler = shared(first);
      return client;
    },
    close() {
      const given = config?.requestHandler;
      if (given === undefined || !('handle' in given)) first?.destroy?.(); // made here
    },
  };
}

/** A handler whose `destroy` does nothing: a client that a caller destroys must not end the requests of other tenants. */
function shared<Handler extends { destroy?: () => void }>(handler: Handler): Handler {
  return new Proxy(handler, {
    get: (target, property) => {
      if (property === 'destroy') return () => {};
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
