import { type Model, roleArn } from 'tenantry/policies';
import { accountOf } from './account/account.js';
import { cognitoService } from './cognito/endpoint.js';
import { createKeyring } from './credentials/keyring.js';
import { createCatalog } from './dynamodb/catalog.js';
import { dynamodbService } from './dynamodb/endpoint.js';
import { openTableSet } from './engine/table-set.js';
import { environmentVariables } from './environment-variables.js';
import { furnish } from './furnish.js';
import { listen } from './http/server.js';
import { callerCredentials, isRole, sessionCredentials } from './issued-credentials.js';
import { environmentOf, modelOf } from './model-of.js';
import type { SandboxOptions } from './options.js';
import type { Sandbox } from './sandbox.js';
import { signingKeys } from './signature/signing-key.js';
import { stsService } from './sts/endpoint.js';
import { openTrace } from './trace/trace.js';
import { identityKeys } from './web-identity/identity-keys.js';
import { webIdentityToken } from './web-identity/token.js';
import type { World } from './world.js';

/** Starts a sandbox: an endpoint on the loopback interface, an engine behind it, and the tables of the schema. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? (() => new Date());
  let model = await modelOf(options);
  const environment = environmentOf(model, options.environment);
  let account = accountOf(model, environment, options);
  const keyring = createKeyring([...account.callers.keys()].filter((arn) => !isRole(arn)));
  const trace = await openTrace(options, account);
  const tables = await openTableSet(options, environment);
  const kept = { keyring, signingKeys: signingKeys(), identityKeys: identityKeys(options.webIdentityKeys) };
  const worldOf = (read: Model): World => ({
    ...kept,
    account: accountOf(read, environmentOf(read, environment.name), options),
    catalog: createCatalog(read, environment),
    engine: tables.client,
    engineKind: tables.kind,
    tableNames: tables.names,
    identityPoolRole:
      options.identityPoolRole === undefined ? undefined : roleArn(read, environment, options.identityPoolRole),
  });

  try {
    let world = worldOf(model);
    await furnish(model, options.seed, tables, environment);
    const server = await listen({
      port: options.port ?? 0,
      services: [dynamodbService, stsService, cognitoService].map((service) => service(() => world)),
      now,
      onRequest: trace.add,
    });
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= server
        .close()
        .finally(() => tables.close())
        .finally(() => trace.close());
      return stopping;
    };
    return {
      endpoints: { dynamodb: server.url, sts: server.url, cognitoIdentity: server.url },
      env: environmentVariables(server.url, account, keyring, now()),
      environment: { name: environment.name, account: environment.account, region: environment.region },
      engine: { kind: tables.kind, endpoint: tables.endpoint, tableName: tables.names.toEngine },
      session: (role, tags = {}, more = {}) =>
        sessionCredentials({ role, tags, options: more }, { model, account, keyring, now: now() }),
      caller: (principal) => callerCredentials(principal, account, keyring, now()),
      webIdentityToken: async (more = {}) => webIdentityToken(more, account, kept.identityKeys, now()),
      async reload() {
        const read = await modelOf(options.schema === undefined ? options : { schema: options.schema });
        const next = worldOf(read);
        await furnish(read, options.seed, tables, environment);
        [model, account, world] = [read, next.account, next];
        trace.follow(account);
      },
      usage: trace.usage,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await tables.close().finally(() => trace.close());
    throw error;
  }
}
