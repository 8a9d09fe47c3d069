import { SignatureFailure } from './signature-failure.js';

const MINUTES = 5;
const STAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** A signature may be five minutes off in either direction (IAM User Guide, "Elements of an AWS API request signature"). */
export function checkTime(time: string, now: Date): void {
  const [, year, month, day, hour, minute, second] = STAMP.exec(time) ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signed)) {
    throw new SignatureFailure('incomplete', `Date must be in ISO-8601 'basic format'. Got '${time}'.`);
  }
  const limit = MINUTES * 60_000;
  const earliest = new Date(now.getTime() - limit);
  if (signed < earliest.getTime() - 999) {
    throw new SignatureFailure(
      'mismatch',
      `Signature expired: ${time} is now earlier than ${stamp(earliest)} (${stamp(now)} - ${MINUTES} min.)`,
    );
  }
  const latest = new Date(now.getTime() + limit);
  if (signed > latest.getTime()) {
    throw new SignatureFailure(
      'mismatch',
      `Signature not yet current: ${time} is still later than ${stamp(latest)} (${stamp(now)} + ${MINUTES} min.)`,
    );
  }
}

const stamp = (date: Date): string => date.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
