import type { Answer } from '../http/answer.js';
import { Failure } from '../http/failure.js';

/** Errors as Cognito writes them: the bare code. Refusals of STS and IAM are its NotAuthorizedException. */
export function cognitoFailure(error: unknown): Answer & { readonly code: string } {
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
