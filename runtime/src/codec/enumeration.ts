import type { AttributeType, ReportValue } from './attribute.js';
import { refuse, undecodable } from './refuse.js';

/** One of the given texts. */
export function enumeration(...values: readonly string[]): AttributeType {
  const known = new Set<unknown>(values);
  const checked = (value: unknown, path: string, report: ReportValue): string | undefined =>
    known.has(value) ? (value as string) : refuse(report, path, `is none of ${values.join(', ')}`);
  return {
    name: 'enum',
    facets: values,
    encode(value, path, report) {
      const text = checked(value, path, report);
      return text === undefined ? undefined : { S: text };
    },
    decode(value, path) {
      return known.has(value.S) ? value.S : undecodable(path, `one of ${values.join(', ')}`, value);
    },
    toKeyPart: checked,
    fromKeyPart: (text) => (known.has(text) ? text : undefined),
  };
}
