import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ReportValue } from './attribute.js';
import { refuse } from './refuse.js';

/**
 * Lists and maps inside of each other; the value in the innermost is the 32nd level. Source: DynamoDB Developer Guide,
 * "Constraints", nested attributes.
 */
const MOST_NESTED = 31;

const TOO_DEEP = `nests more than ${MOST_NESTED} lists and maps, and DynamoDB stores 32 levels`;

/** Encodes what holds `value`, which may hold itself; `above` are the values that are being encoded. */
export function encodeInside<Stored>(
  above: Set<unknown>,
  value: unknown,
  path: string,
  report: ReportValue,
  encode: () => Stored,
): Stored | undefined {
  if (above.has(value)) return refuse(report, path, 'holds itself');
  if (above.size === MOST_NESTED) return refuse(report, path, TOO_DEEP);
  above.add(value);
  try {
    return encode();
  } finally {
    above.delete(value);
  }
}

/** The value, unless it nests too deeply `below` so many others. */
export function ofStoredDepth(
  value: AttributeValue | undefined,
  path: string,
  report: ReportValue,
  below = 0,
): AttributeValue | undefined {
  if (value?.M === undefined && value?.L === undefined) return value;
  return levelsOf(value) + below > MOST_NESTED ? refuse(report, path, TOO_DEEP) : value;
}

function levelsOf({ M, L }: AttributeValue): number {
  const inner = L ?? (M && Object.values(M));
  if (inner === undefined) return 0;
  let most = 0;
  for (const each of inner) most = Math.max(most, levelsOf(each));
  return most + 1;
}
