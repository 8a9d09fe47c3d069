import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DecodeFailed } from '../errors/decode-failed.js';
import { kindOf } from '../errors/refuse-argument.js';
import type { ReportValue } from './attribute.js';

/** Reports a problem and gives undefined, so that a check can return it. */
export function refuse(report: ReportValue, path: string, message: string): undefined {
  report({ path, message });
}

/** Refuses a value of another type. Says the type, never the value. */
export function refuseType(report: ReportValue, path: string, wanted: string, value: unknown): undefined {
  report({ path, message: `is ${kindOf(value)}, not ${wanted}` });
}

/** A stored value of another shape than the schema's. */
export function undecodable(path: string, wanted: string, value: AttributeValue): never {
  throw new DecodeFailed([{ path, message: `is stored as ${Object.keys(value)[0] ?? 'nothing'}, not as ${wanted}` }]);
}
