import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A command on its way to a real engine: what is sent, and `send`, which goes on. */
export interface Passing {
  readonly command: string;
  readonly input: { readonly [name: string]: unknown };
  send(): Promise<unknown>;
}

/**
 * A client of the same engine that lets `meddle` stand between: engines have no other callers, lose no answers and leave
 * nothing unprocessed.
 */
export function meddlingClient(base: DynamoDBClient, meddle: (passing: Passing) => Promise<unknown>): DynamoDBClient {
  const { endpoint, region, credentials } = base.config;
  const client = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer: { result?: Awaited<ReturnType<typeof next>> } = {};
      const send = async () => {
        answer.result = await next(args);
        return answer.result.output;
      };
      await meddle({ command: String(context.commandName), input: args.input as Passing['input'], send });
      if (answer.result === undefined) throw new Error('Nothing was sent, and nothing was thrown.');
      return answer.result;
    },
    { step: 'initialize', priority: 'low', name: 'meddling' },
  );
  return client;
}

/** An error as the SDK makes it. */
export const serviceError = (name: string, details: object = {}): Error =>
  Object.assign(new Error(name), { name, $metadata: { attempts: 1 } }, details);
