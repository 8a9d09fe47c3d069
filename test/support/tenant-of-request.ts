/** The tenants and users whose partitions a request names, read off its JSON. */
export interface Named {
  readonly tenants: readonly string[];
  readonly users: readonly string[];
}

type Json = { readonly [name: string]: unknown };

export function namedIn(body: string, partitionKey: string): Named {
  const keys = partitionsOf(JSON.parse(body) as Json, partitionKey);
  const ids = (prefix: string): readonly string[] => [
    // A bare prefix is the begin of a sort key.
    ...new Set(keys.flatMap((key) => (key.startsWith(`${prefix}#`) && key.split('#')[1]) || [])),
  ];
  return { tenants: ids('TENANT'), users: ids('USER') };
}

/** Partition keys: those of keys and items, and of a query the values of its condition. */
function partitionsOf(value: unknown, partitionKey: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => partitionsOf(each, partitionKey));
  const own = textOf((value as Json)[partitionKey]);
  if (own !== undefined) return [own];
  const { KeyConditionExpression, ExpressionAttributeValues, ...rest } = value as Json;
  const compared = KeyConditionExpression === undefined ? [] : Object.values(ExpressionAttributeValues as Json);
  return [
    ...compared.flatMap((each) => textOf(each) ?? []),
    ...Object.values(rest).flatMap((each) => partitionsOf(each, partitionKey)),
  ];
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null && 'S' in value ? value.S : undefined;
  return typeof text === 'string' ? text : undefined;
}
