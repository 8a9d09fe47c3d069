import type { Answer } from '../http/answer.js';
import { Failure } from '../http/failure.js';
import { SignatureFailure, type SignatureProblem } from '../signature/signature-failure.js';
import { type XmlElements, xml } from './xml.js';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** An answer in the query protocol. */
export function stsAnswer(action: string, requestId: string, result: XmlElements): Answer {
  const inside = xml({ [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } });
  return document(200, `<${action}Response xmlns="${NAMESPACE}">${inside}</${action}Response>`);
}

const SIGNATURE_CODES: Readonly<Record<SignatureProblem, readonly [number, string]>> = {
  missing: [403, 'MissingAuthenticationToken'],
  incomplete: [400, 'IncompleteSignature'],
  mismatch: [403, 'SignatureDoesNotMatch'],
  'unknown-key': [403, 'InvalidClientTokenId'],
  'expired-token': [403, 'ExpiredToken'],
};

export function stsFailure(error: unknown, { requestId }: { readonly requestId: string }): Answer & { code: string } {
  const { status, code, message } = describe(error);
  const Type = status < 500 ? 'Sender' : 'Receiver';
  const inside = xml({ Error: { Type, Code: code, Message: message }, RequestId: requestId });
  return { code, ...document(status, `<ErrorResponse xmlns="${NAMESPACE}">${inside}</ErrorResponse>`) };
}

function describe(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SignatureFailure) {
    const [status, code] = SIGNATURE_CODES[error.problem];
    return { status, code, message };
  }
  return { status: 500, code: 'InternalFailure', message: `The sandbox could not answer: ${message}` };
}

const document = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });
