import type { Answer } from '../http/answer.js';
import { Failure } from '../http/failure.js';
import { SignatureFailure, type SignatureProblem } from '../signature/signature-failure.js';

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
export function failureAnswer(error: unknown): Answer & { readonly code: string } {
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
