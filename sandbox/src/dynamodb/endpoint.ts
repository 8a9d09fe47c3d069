import { authorize } from '../account/authorize.js';
import { type Principal, principalOf } from '../account/principal.js';
import { lackOf } from '../engine/engine-kind.js';
import { renameAnswer, renameRequest } from '../engine/table-names.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import type { Service } from '../http/service.js';
import { SignatureFailure, type SignatureProblem } from '../signature/signature-failure.js';
import { headerOf } from '../signature/signed-request.js';
import { verify } from '../signature/verify.js';
import type { World } from '../world.js';
import { checkMembers, isObject, type JsonObject, parseBody, parseObject, type ReadBody, serialized } from './json.js';
import { operationOf } from './operations.js';

const TARGET = 'DynamoDB_20120810.';

/** DynamoDB: verify the signature, read the request, ask IAM, pass it on. Whatever fails on the way is not passed on. */
export function dynamodbService(world: () => World): Service {
  return {
    name: 'dynamodb',
    takes: (headers) => headers['x-amz-target']?.[0]?.startsWith(TARGET) === true,
    answer: (call) => answer(call, world()),
    failure: failureAnswer,
  };
}

async function answer(call: Call, world: World): Promise<Answer> {
  const name = (headerOf(call, 'x-amz-target') ?? '').slice(TARGET.length);
  call.notes.operation = name;
  const principal = authenticate(call, world);
  if (headerOf(call, 'content-type') !== 'application/x-amz-json-1.0') {
    throw new Failure(400, 'SerializationException', 'The content type must be application/x-amz-json-1.0.');
  }
  const body = parseBody(call.body);
  const { input } = body;
  const action = partiqlAction(name, input);
  if (action !== undefined) throw partiqlDenied(call, principal, action);
  const operation = operationOf(name);
  checkMembers(input, operation.parameters, name);
  const checks = operation.read(input, world.catalog);
  const decisions = authorize(checks, principal, world.account, {
    now: call.now,
    region: world.account.environment.region,
    userAgent: headerOf(call, 'user-agent'),
  });
  call.notes.decisions = decisions;
  const last = decisions.at(-1);
  if (last === undefined || last.refusal !== undefined) {
    call.notes.outcome = 'denied';
    throw new Failure(400, 'AccessDeniedException', last?.refusal ?? 'Nothing was asked.', last?.explanation);
  }
  const missing = checks.find((check) => check.missing !== undefined)?.missing;
  if (missing !== undefined) throw missing;
  call.notes.outcome = 'forwarded';
  call.notes.explanation = last.explanation;
  return forward(name, body, call, world);
}

function authenticate(call: Call, { account, keyring, signingKeys }: World): Principal {
  const key = verify(call, {
    service: 'dynamodb',
    region: account.environment.region,
    now: call.now,
    signingKeys,
    keyOf: (accessKeyId, token) => keyring.open(accessKeyId, token, call.now),
  });
  const principal = principalOf(key.holder);
  call.notes.principal = principal;
  return principal;
}

function partiqlDenied(call: Call, principal: Principal, action: string): Failure {
  call.notes.outcome = 'denied';
  return new Failure(
    400,
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    'PartiQL names its tables and keys inside of a statement, which the sandbox does not read: it refuses every statement, whatever the policies say. Use the item operations.',
  );
}

const SIGNATURE_CODES: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  mismatch: 'InvalidSignatureException',
  'unknown-key': 'UnrecognizedClientException',
  'expired-token': 'ExpiredTokenException',
};

/** The namespace of a code in `__type`. Codes of the service's own model are told from those of its framework. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['ValidationException', 'com.amazon.coral.validate'],
  ['ResourceNotFoundException', 'com.amazonaws.dynamodb.v20120810'],
  ['InternalServerError', 'com.amazonaws.dynamodb.v20120810'],
]);

/** An error as DynamoDB writes it (Amazon DynamoDB Developer Guide, "Error handling with DynamoDB"). */
function failureAnswer(error: unknown): Answer & { readonly code: string } {
  const { status, code, message } = describe(error);
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  if (status === 413) return { status, code, headers: { ...headers, connection: 'close' }, body: '' };
  const type = `${NAMESPACES.get(code) ?? 'com.amazon.coral.service'}#${code}`;
  // AccessDeniedException is the one error whose message begins with a capital.
  const member = code === 'AccessDeniedException' ? 'Message' : 'message';
  return { status, code, headers, body: JSON.stringify({ __type: type, [member]: message }) };
}

function describe(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SignatureFailure) return { status: 400, code: SIGNATURE_CODES[error.problem], message };
  return { status: 500, code: 'InternalServerError', message: `The sandbox could not answer: ${message}` };
}

/** Sends what was read, written anew, to the engine: never the client's own bytes. */
async function forward(operation: string, { input, text }: ReadBody, call: Call, world: World): Promise<Answer> {
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

/** The IAM action of a PartiQL call, by its first statement's verb; undefined for any other operation. */
function partiqlAction(operation: string, input: JsonObject): string | undefined {
  switch (operation) {
    case 'ExecuteStatement':
      return actionOf(input.Statement);
    case 'BatchExecuteStatement':
      return actionOf(firstStatement(input.Statements));
    case 'ExecuteTransaction':
      return actionOf(firstStatement(input.TransactStatements));
    default:
      return undefined;
  }
}

function firstStatement(list: unknown): unknown {
  const [first] = Array.isArray(list) ? list : [];
  return isObject(first) ? first.Statement : undefined;
}

function actionOf(statement: unknown): string {
  const verb = typeof statement === 'string' ? /^\s*([a-z]+)/i.exec(statement)?.[1]?.toUpperCase() : undefined;
  return `dynamodb:PartiQL${VERBS.get(verb ?? '') ?? 'Select'}`;
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['SELECT', 'Select'],
  ['INSERT', 'Insert'],
  ['UPDATE', 'Update'],
  ['DELETE', 'Delete'],
]);
