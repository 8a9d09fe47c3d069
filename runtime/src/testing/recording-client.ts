import type { DynamoDBClientLike } from '../request/client.js';

/** One command that was sent to a recording client. */
export interface RecordedCommand {
  /** `GetItemCommand`, `TransactWriteItemsCommand`, … */
  readonly name: string;
  readonly input: { readonly [name: string]: unknown };
}

/** A client for tests that sends nothing: it keeps what was sent, and answers as it is told. */
export interface RecordingClient extends DynamoDBClientLike {
  readonly commands: readonly RecordedCommand[];
  /** Forgets what was recorded. */
  clear(): void;
}

/**
 * `answer` gives the output of a command, in words of the SDK (`{ Item: { pk: { S: 'a' } } }`), or throws the error that
 * the caller is to see; without it, and for undefined, the output is empty. For what DynamoDB itself would do, use
 * `startSeededEngine`.
 */
export function recordingClient(answer?: (command: RecordedCommand) => object | undefined): RecordingClient {
  const commands: RecordedCommand[] = [];
  return {
    config: {},
    middlewareStack: {},
    commands,
    clear: () => void commands.splice(0),
    async send(command: object) {
      const { input } = command as { readonly input: RecordedCommand['input'] };
      const recorded = { name: command.constructor.name, input };
      commands.push(recorded);
      return { $metadata: {}, ...answer?.(recorded) };
    },
  };
}
