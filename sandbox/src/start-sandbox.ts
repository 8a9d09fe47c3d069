import { type Environment, type Model, roleArn, tableName } from 'tenantry/policies';
import { parse } from 'yaml';
import { accountOf } from './account/account.js';
import { cognitoService } from './cognito/endpoint.js';
import { createKeyring } from './credentials/keyring.js';
import { createCatalog } from './dynamodb/catalog.js';
import { dynamodbService } from './dynamodb/endpoint.js';
import { isObject } from './dynamodb/json.js';
import { openTableSet, type TableSet } from './engine/table-set.js';
import { environmentVariables } from './environment-variables.js';
import { listen } from './http/server.js';
import { callerCredentials, isRole, sessionCredentials } from './issued-credentials.js';
import { environmentOf, modelOf } from './model-of.js';
import type { SandboxOptions } from './options.js';
import { readText } from './read-text.js';
import type { Sandbox } from './sandbox.js';
import type { Seed } from './seed/seed.js';
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
    await provision(model, options.seed, tables, environment);
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
        await provision(read, options.seed, tables, environment);
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

/** Makes the tables of a model, and plants the seed into those that are new. */
async function provision(
  model: Model,
  seed: SandboxOptions['seed'],
  tables: TableSet,
  environment: Environment,
): Promise<void> {
  const items = seed === undefined ? {} : await readSeed(seed, model);
  const fresh = new Set(await tables.make(model));
  const entities = model.entities.filter(({ name, table }) => fresh.has(table) && (items[name]?.length ?? 0) > 0);
  if (entities.length === 0) return;
  // Loads the AWS SDK, which a sandbox without seed does not need.
  const { plantSeed } = await import('./seed/plant-seed.js');
  await plantSeed(Object.fromEntries(entities.map(({ name }) => [name, items[name] ?? []])), {
    model,
    endpoint: tables.endpoint,
    region: environment.region,
    tables: Object.fromEntries(
      model.tables.map(({ name }) => [name, tables.names.toEngine(tableName(environment, name))]),
    ),
    transactions: tables.kind !== 'dynalite',
    keepExisting: tables.kept,
  });
}

/** The seed of the options: itself, or a file of YAML or JSON. Throws where it does not fit the schema's entities. */
async function readSeed(seed: Seed | string, { entities }: Model): Promise<Seed> {
  const where = typeof seed === 'string' ? seed : 'seed';
  const value: unknown = typeof seed === 'string' ? parsed(await readText('seed', seed), seed) : seed;
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw new Error(`${where} must be a map of entities, each with a list of items.`);
  const names = entities.map(({ name }) => name);
  for (const [name, items] of Object.entries(value)) {
    if (!names.includes(name)) {
      throw new Error(`${where} names the entity ${name}; the schema has ${names.join(', ')}.`);
    }
    if (!Array.isArray(items) || !items.every(isObject)) throw new Error(`${where}: ${name} must be a list of items.`);
  }
  // Checked above.
  return value as Seed;
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text, { uniqueKeys: true, maxAliasCount: 1000 });
  } catch (error) {
    throw new Error(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
