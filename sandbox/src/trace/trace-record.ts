import type { Answer } from '../http/answer.js';
import type { Notes } from '../http/call.js';
import type { TraceRecord } from './record.js';

/** The trace's line for a call that is over. */
export function traceRecord({
  requestId,
  now,
  notes,
  answer,
  service,
  milliseconds,
}: {
  readonly requestId: string;
  readonly now: Date;
  readonly notes: Notes;
  readonly answer: Answer & { readonly code?: string };
  readonly service: TraceRecord['service'];
  readonly milliseconds: number;
}): TraceRecord {
  const { principal, operation, outcome, explanation, decisions } = notes;
  return {
    kind: 'request',
    time: now.toISOString(),
    requestId,
    service,
    operation,
    ...(principal && { principal: principal.arn, identity: principal.identityArn }),
    ...(principal?.session && { tags: principal.session.tags }),
    outcome,
    status: answer.status,
    ...(answer.code !== undefined && { error: answer.code }),
    ...(explanation !== undefined && { explanation }),
    decisions,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  };
}
