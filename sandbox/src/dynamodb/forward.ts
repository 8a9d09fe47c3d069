import { lackOf } from '../engine/engine-kind.js';
import { renameAnswer, renameRequest } from '../engine/table-names.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import type { World } from '../world.js';
import { parseObject, type ReadBody, serialized } from './json.js';

/** Sends what was read, written anew, to the engine: never the client's own bytes. */
export async function forward(operation: string, { input, text }: ReadBody, call: Call, world: World): Promise<Answer> {
  const { catalog, engine, engineKind, tableNames } = world;
  const lack = lackOf(engineKind, operation);
  if (lack !== undefined) throw new Failure(400, 'UnknownOperationException', lack, lack);
  const renamed = renameRequest(input, (given) => {
    const found = catalog.find(given);
    if (found.kind === 'unknown') throw found.missing;
    return tableNames.toEngine(found.table.name);
  });
  const body = renamed === input ? text : serialized(renamed);
  call.notes.sent = performance.now();
  const answer = await engine.send(operation, body).catch((error: unknown) => {
    throw new Failure(500, 'InternalServerError', `The engine did not answer: ${String(error)}`);
  });
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  if (tableNames.plain) return { ...answer, headers };
  const named = renameAnswer(parseObject(answer.body), tableNames.fromEngine);
  return { status: answer.status, headers, body: JSON.stringify(named) };
}
