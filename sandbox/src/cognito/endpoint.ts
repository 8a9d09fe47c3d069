import { checkMembers, type JsonObject, parseObject, textAt } from '../dynamodb/json.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import type { Service } from '../http/service.js';
import { headerOf } from '../signature/signed-request.js';
import type { World } from '../world.js';
import { getCredentialsForIdentity } from './get-credentials-for-identity.js';
import { identityId } from './identity-id.js';
import { loginOf } from './login.js';

const TARGET = 'AWSCognitoIdentityService.';

/** Cognito identity pools: GetId and GetCredentialsForIdentity, which the SDK's providers call. Neither is signed. */
export function cognitoService(world: () => World): Service {
  return {
    name: 'cognito-identity',
    takes: (headers) => headers['x-amz-target']?.[0]?.startsWith(TARGET) === true,
    answer: (call) => answer(call, world()),
    failure: cognitoFailure,
  };
}

async function answer(call: Call, world: World): Promise<Answer> {
  const operation = (headerOf(call, 'x-amz-target') ?? '').slice(TARGET.length);
  call.notes.operation = operation;
  const input = parseObject(call.body);
  const pool = world.account.identityPool;
  if (pool === undefined) {
    throw new Failure(
      400,
      'ResourceNotFoundException',
      'The schema names no identity pool (identity.cognitoIdentityPool).',
    );
  }
  switch (operation) {
    case 'GetId':
      return json(await getId(input, pool.poolId, call, world));
    case 'GetCredentialsForIdentity':
      return json(await getCredentialsForIdentity(input, pool, call, world));
    default:
      throw new Failure(400, 'UnknownOperationException', `The sandbox does not answer ${operation}.`);
  }
}

const GET_ID = new Set(['AccountId', 'IdentityPoolId', 'Logins']);

async function getId(input: JsonObject, poolId: string, call: Call, world: World): Promise<object> {
  checkMembers(input, GET_ID, 'GetId');
  const given = textAt(input.IdentityPoolId, 'IdentityPoolId');
  if (given !== poolId) throw new Failure(400, 'ResourceNotFoundException', `IdentityPool '${given}' not found.`);
  const login = await loginOf(input.Logins, call, world);
  call.notes.outcome = 'answered';
  return { IdentityId: identityId(poolId, login) };
}

const json = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/** Errors as Cognito writes them: the bare code. Refusals of STS and IAM are its NotAuthorizedException. */
function cognitoFailure(error: unknown): Answer & { readonly code: string } {
  const { status, code, message } = describe(error);
  return {
    status,
    code,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': `${code}:` },
    body: JSON.stringify({ __type: code, message }),
  };
}

const OWN: ReadonlySet<string> = new Set([
  'InvalidIdentityPoolConfigurationException',
  'ResourceNotFoundException',
  'SerializationException',
  'UnknownOperationException',
  'ValidationException',
]);

function describe(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof Failure) {
    return { status: 400, code: OWN.has(error.code) ? error.code : 'NotAuthorizedException', message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, code: 'InternalErrorException', message: `The sandbox could not answer: ${message}` };
}
