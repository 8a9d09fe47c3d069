import * as current from '@aws-sdk/client-dynamodb';
import * as old from 'client-dynamodb-3.705';
import { wired } from '../../runtime/src/wire/wired.js';

/** The commands that the runtime sends. */
export const OPERATIONS = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export type Input = { readonly [name: string]: unknown };
export interface Client {
  readonly config: { readonly [name: string]: unknown };
  readonly middlewareStack: { add(middleware: unknown, options: object): void; remove(name: string): boolean };
  send(command: object, options?: object): Promise<{ readonly [name: string]: unknown }>;
  destroy(): void;
}
type MakeCommand = new (input: Input) => object;

export interface Sdk {
  readonly name: string;
  readonly Client: new (options: object) => Client;
  readonly plain: { readonly [operation in Operation]: MakeCommand };
  readonly wired: { readonly [operation in Operation]: MakeCommand };
}

/** The oldest SDK that is supported and the newest, each with its own commands and with those of the runtime. */
export const SDKS: readonly Sdk[] = [sdk('3.1162', current), sdk('3.705', old)];

function sdk(name: string, library: object): Sdk {
  const exported = library as { readonly [name: string]: MakeCommand };
  const commands = (make: (command: MakeCommand) => MakeCommand) =>
    Object.fromEntries(
      OPERATIONS.map((operation) => [operation, make(exported[`${operation}Command`] as MakeCommand)]),
    ) as Sdk['plain'];
  return {
    name,
    Client: exported.DynamoDBClient as unknown as Sdk['Client'],
    plain: commands((command) => command),
    wired: commands((command) => wired(command)),
  };
}
