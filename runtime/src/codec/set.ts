import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType } from './attribute.js';
import { binary } from './binary.js';
import { number } from './number.js';
import { refuse, refuseType, undecodable } from './refuse.js';
import { string } from './string.js';

/** A set of strings, numbers or binaries: a ReadonlySet on read, a Set or an array on input. DynamoDB has no empty sets. */
export function set(items: 'string' | 'number' | 'binary'): AttributeType {
  const element = items === 'string' ? string() : items === 'number' ? number() : binary();
  return {
    name: `set<${items}>`,
    element,
    encode(value, path, report) {
      if (!(value instanceof Set || Array.isArray(value))) return refuseType(report, path, 'a Set or an array', value);
      const members = [...new Set(value as Iterable<unknown>)];
      if (members.length === 0)
        return refuse(
          report,
          path,
          'is an empty set, which DynamoDB cannot store: leave the attribute out or remove it',
        );
      const stored = members.map((member) => element.encode(member, path, report));
      if (stored.includes(undefined)) return undefined;
      return pack(items, items === 'binary' ? distinctBytes(stored as BytesValue[]) : (stored as AttributeValue[]));
    },
    decode(value, path) {
      if (items === 'string') return new Set(value.SS ?? undecodable(path, 'SS', value));
      if (items === 'binary') return new Set(value.BS ?? undecodable(path, 'BS', value));
      const texts = value.NS ?? undecodable(path, 'NS', value);
      return new Set(texts.map((text) => element.decode({ N: text }, path)));
    },
  };
}

type BytesValue = { readonly B: Uint8Array };

/** DynamoDB rejects a set with equal members, and to JavaScript two arrays of the same bytes are two. */
function distinctBytes(members: readonly BytesValue[]): readonly AttributeValue.BMember[] {
  return [...new Map(members.map(({ B }) => [B.join(), { B } as AttributeValue.BMember])).values()];
}

function pack(items: 'string' | 'number' | 'binary', members: readonly AttributeValue[]): AttributeValue {
  if (items === 'string') return { SS: members.map((member) => member.S as string) };
  if (items === 'number') return { NS: members.map((member) => member.N as string) };
  return { BS: members.map((member) => member.B as Uint8Array) };
}
