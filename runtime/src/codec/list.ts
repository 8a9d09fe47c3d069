import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType } from './attribute.js';
import { refuseType, undecodable } from './refuse.js';

/** Any number of values of one type, in order. */
export function list(element: AttributeType): AttributeType {
  return {
    name: `list<${element.name}>`,
    element,
    encode(value, path, report) {
      if (!Array.isArray(value)) return refuseType(report, path, 'an array', value);
      const stored: AttributeValue[] = [];
      let sound = true;
      for (let i = 0; i < value.length; i++) {
        const each = element.encode(value[i], `${path}[${i}]`, report);
        if (each === undefined) sound = false;
        else stored.push(each);
      }
      return sound ? { L: stored } : undefined;
    },
    decode(value, path) {
      if (value.L === undefined) return undecodable(path, 'L', value);
      return value.L.map((each, i) => element.decode(each, path && `${path}[${i}]`));
    },
    inside: (step) => (typeof step === 'number' ? { type: element, stored: step } : undefined),
  };
}
