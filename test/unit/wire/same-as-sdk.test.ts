import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, goodAnswer, inputs } from '../../support/wire-answers.js';
import { type RecordedClient, recordedClient, show, showError } from '../../support/wire-record.js';
import { type Input, OPERATIONS, SDKS, type Sdk } from '../../support/wire-sdks.js';

/** Many more by `WIRE_RUNS=1000 npx vitest run test/unit/wire`. */
const RUNS = Number(process.env.WIRE_RUNS ?? 8);
const logger = (lines: string[]) => ({
  trace() {},
  debug() {},
  info: (line: object) => lines.push(`info ${show({ line })}`),
  warn: (line: object) => lines.push(`warn ${show({ line })}`),
  error: ({ error, ...line }: { error: Error }) => lines.push(`error ${error.name} ${show({ line })}`),
});

async function outcome(client: RecordedClient, command: object): Promise<readonly string[]> {
  try {
    const output = await client.client.send(command);
    return [...client.seen(), `got ${showError({ output })}`];
  } catch (error) {
    return [...client.seen(), `failed ${showError(error)}`];
  }
}

/** Sends the same by both ways and gives what was seen, after the first call by which the short way learns. */
async function bothWays(sdk: Sdk, watched: boolean, logs: boolean) {
  const lines: { plain: string[]; wired: string[] } = { plain: [], wired: [] };
  const client = (way: 'plain' | 'wired') => recordedClient(sdk, logs ? { logger: logger(lines[way]) } : {}, watched);
  const clients = { plain: await client('plain'), wired: await client('wired') };
  return async (operation: (typeof OPERATIONS)[number], input: Input, given: RecordedClient['answers']) => {
    const seen = async (way: 'plain' | 'wired') => {
      clients[way].answers = given;
      const found = await outcome(clients[way], new sdk[way][operation](input));
      return [...found, ...lines[way].splice(0)];
    };
    return [await seen('wired'), await seen('plain')] as const;
  };
}

describe.each(SDKS)('SDK $name', (sdk) => {
  for (const [what, watched, logs] of [
    ['a client as it is', false, false],
    ['middleware at each step and a log', true, true],
  ] as const)
    it.each(OPERATIONS)(`%s is sent, answered and seen as the SDK does: ${what}`, async (operation) => {
      const both = await bothWays(sdk, watched, logs);
      const shared = { TableName: 'app' };
      const first = fc.sample(goodAnswer(operation), 1);
      await both(operation, { ...shared, ...(fc.sample(inputs[operation] as never, 1)[0] as object) }, first);
      await fc.assert(
        fc.asyncProperty(inputs[operation] as fc.Arbitrary<Input>, answers(operation), async (input, given) => {
          const [short, long] = await both(
            operation,
            { ...(/Batch|Transact/.test(operation) ? {} : shared), ...input },
            given,
          );
          expect(short).toEqual(long);
        }),
        { numRuns: RUNS },
      );
    });
});
