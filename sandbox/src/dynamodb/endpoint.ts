import { authorize } from '../account/authorize.js';
import { type Principal, principalOf } from '../account/principal.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import type { Service } from '../http/service.js';
import { headerOf } from '../signature/signed-request.js';
import { verify } from '../signature/verify.js';
import type { World } from '../world.js';
import { failureAnswer } from './failure-answer.js';
import { forward } from './forward.js';
import { checkMembers, parseBody } from './json.js';
import { operationOf } from './operations.js';
import { partiqlAction } from './partiql.js';

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
