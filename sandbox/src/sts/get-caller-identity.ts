import type { Principal } from '../account/principal.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { checkParameters, type QueryInput } from './query-input.js';
import { stsAnswer } from './sts-answer.js';

/** AWS STS API Reference, GetCallerIdentity: it needs no permission. */
export function getCallerIdentity(input: QueryInput, { arn, userId, account }: Principal, call: Call): Answer {
  checkParameters(input, 'GetCallerIdentity', ['Action', 'Version']);
  call.notes.outcome = 'answered';
  return stsAnswer('GetCallerIdentity', call.requestId, { Arn: arn, UserId: userId, Account: account });
}
