import { type Principal, principalOf } from '../account/principal.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import type { Service } from '../http/service.js';
import { verify } from '../signature/verify.js';
import type { World } from '../world.js';
import { assumeRole } from './assume-role.js';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.js';
import { checkParameters, parseQuery, type QueryInput } from './query-input.js';
import { stsAnswer, stsFailure } from './sts-answer.js';

/** AWS STS, in its query protocol. It stands for the endpoints of all Regions. */
export function stsService(world: () => World): Service {
  return {
    name: 'sts',
    takes: (headers) => headers['content-type']?.[0]?.startsWith('application/x-www-form-urlencoded') === true,
    answer: (call) => answer(call, world()),
    failure: stsFailure,
  };
}

async function answer(call: Call, world: World): Promise<Answer> {
  const input = parseQuery(call.body);
  const action = input.get('Action') ?? '';
  call.notes.operation = action;
  if (input.get('Version') !== VERSION) throw unknownAction(action, input.get('Version'));
  switch (action) {
    case 'AssumeRole':
      return assumeRole(input, authenticate(call, world), call, world);
    case 'AssumeRoleWithWebIdentity':
      return assumeRoleWithWebIdentity(input, call, world);
    case 'GetCallerIdentity':
      return getCallerIdentity(input, authenticate(call, world), call);
    default:
      throw unknownAction(action, VERSION);
  }
}

const VERSION = '2011-06-15';

const unknownAction = (action: string, version: string | undefined): Failure =>
  new Failure(
    400,
    'InvalidAction',
    `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    'The sandbox answers AssumeRole, AssumeRoleWithWebIdentity and GetCallerIdentity.',
  );

function authenticate(call: Call, { keyring, signingKeys }: World): Principal {
  const key = verify(call, {
    service: 'sts',
    region: undefined,
    now: call.now,
    signingKeys,
    keyOf: (accessKeyId, token) => keyring.open(accessKeyId, token, call.now),
  });
  const principal = principalOf(key.holder);
  call.notes.principal = principal;
  return principal;
}

/** AWS STS API Reference, GetCallerIdentity: it needs no permission. */
function getCallerIdentity(input: QueryInput, { arn, userId, account }: Principal, call: Call): Answer {
  checkParameters(input, 'GetCallerIdentity', ['Action', 'Version']);
  call.notes.outcome = 'answered';
  return stsAnswer('GetCallerIdentity', call.requestId, { Arn: arn, UserId: userId, Account: account });
}
