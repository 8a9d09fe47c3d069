import { roleNameOf } from '../account/arn.js';
import type { TraceRecord } from './record.js';

/** A request for people: one line, and for what was not allowed a second one that says why and names the statement. */
export function explain(record: TraceRecord): string {
  const { outcome, operation, status, error, explanation, milliseconds } = record;
  const words = [
    outcome.padEnd(9),
    operation === '' ? '(no operation)' : operation,
    who(record),
    ...what(record),
    error ?? (status === 200 ? '' : String(status)),
    `${milliseconds.toFixed(1)} ms`,
  ];
  const line = printable(words.filter((word) => word !== '').join('  '));
  return explanation === undefined ? line : `${line}\n          ${printable(explanation)}`;
}

/** A request may bring along any character, also those that a terminal obeys. */
export const printable = (text: string): string => text.replaceAll(/\p{C}/gu, '?');

/** The role and session name of a caller with its tags. */
export function who({ principal, identity, tags }: TraceRecord): string {
  if (principal === undefined) return 'unsigned';
  const session = principal.slice(principal.lastIndexOf('/') + 1);
  const name = identity === principal ? session : `${roleNameOf(identity ?? '')}/${session}`;
  const pairs = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
  return [name, ...pairs].join(' ');
}

/** The questions to IAM, of a batch or transaction each with its keys. */
function what({ decisions }: TraceRecord): readonly string[] {
  return decisions.map(({ action, resource, leadingKeys }) => {
    const on = resource.slice(resource.indexOf('/') + 1);
    return [action, on, ...(leadingKeys ?? []).slice(0, MOST_KEYS), more(leadingKeys)].filter(Boolean).join(' ');
  });
}

const MOST_KEYS = 4;

const more = (keys: readonly string[] | undefined): string =>
  keys !== undefined && keys.length > MOST_KEYS ? `and ${keys.length - MOST_KEYS} more keys` : '';
