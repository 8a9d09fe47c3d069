import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType } from './attribute.js';
import { isPlain } from './map.js';
import { refuseType, undecodable } from './refuse.js';

/** Any names, values of one type. */
export function record(values: AttributeType): AttributeType {
  return {
    name: `record<${values.name}>`,
    facets: values,
    encode(value, path, report) {
      if (!isPlain(value)) return refuseType(report, path, 'a plain object', value);
      const stored: [string, AttributeValue][] = [];
      let sound = true;
      for (const [name, given] of Object.entries(value)) {
        const each = values.encode(given, `${path}.${name}`, report);
        if (each === undefined) sound = false;
        else stored.push([name, each]);
      }
      return sound ? { M: Object.fromEntries(stored) } : undefined;
    },
    decode(value, path) {
      if (value.M === undefined) return undecodable(path, 'M', value);
      return Object.fromEntries(
        Object.entries(value.M).map(([name, each]) => [name, values.decode(each, `${path}.${name}`)]),
      );
    },
    inside: (step) => (typeof step === 'string' ? { type: values, stored: step } : undefined),
  };
}
