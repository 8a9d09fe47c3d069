import { DecodeFailed } from '../errors/decode-failed.js';
import type { AttributeType, ReportValue, Step, ValueProblem } from './attribute.js';

/** Stands in messages for what is sensitive. */
export const REDACTED = '***';

/**
 * A type whose problems name no place inside of the value: the names in a record, a map or JSON are as sensitive as the
 * value. Inherits from the type, whose names may be known later than it.
 */
export function sensitive(type: AttributeType): AttributeType {
  const { operand } = type;
  const above =
    (path: string, report: ReportValue): ReportValue =>
    (problem) =>
      report(redacted(path, problem));
  const inside = (step: Step) => {
    const found = type.inside?.(step);
    return found && { ...found, type: sensitive(found.type) };
  };
  const own: Partial<AttributeType> = {
    sensitive: true,
    encode: (value, path, report) => type.encode(value, path, above(path, report)),
    decode(value, path) {
      try {
        return type.decode(value, path);
      } catch (error) {
        if (!(error instanceof DecodeFailed)) throw error;
        throw new DecodeFailed(error.problems.map((problem) => redacted(path, problem)));
      }
    },
    ...(operand && { operand: (value, path, report) => operand(value, path, above(path, report)) }),
    ...(type.inside && { inside }),
    ...(type.element && { element: sensitive(type.element) }),
  };
  return Object.assign(Object.create(type) as AttributeType, own);
}

const redacted = (path: string, { path: at, message }: ValueProblem): ValueProblem =>
  at === path ? { path: at, message } : { path: `${path}.${REDACTED}`, message };

/** The name of a step for messages: of a sensitive value only those that the schema declares. */
export const shownStep = ({ sensitive: hidden, fields }: AttributeType, step: Step): Step =>
  hidden && typeof step === 'string' && !fields?.includes(step) ? REDACTED : step;
