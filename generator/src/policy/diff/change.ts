/** One difference between two models, and what it means for data, callers and access that exist. */
export interface Change {
  /** Stable. */
  readonly code: ChangeCode;
  /** Stored items, callers or running sessions of before no longer fit. */
  readonly breaking: boolean;
  /** Somebody may do more than before. */
  readonly widened: boolean;
  /** Where in the schema, such as `entities.Member.key.partition`. */
  readonly path: string;
  /** The difference, in a sentence with both values. */
  readonly summary: string;
  /** The consequence, and the action to take. */
  readonly consequence: string;
}

export type ChangeCode =
  | 'service.changed'
  | 'environment.added'
  | 'environment.changed'
  | 'environment.removed'
  | 'table.added'
  | 'table.changed'
  | 'table.removed'
  | 'index.added'
  | 'index.changed'
  | 'index.removed'
  | 'prefix.added'
  | 'prefix.changed'
  | 'prefix.removed'
  | 'entity.added'
  | 'entity.removed'
  | 'entity.table-changed'
  | 'entity.key-changed'
  | 'entity.shard-changed'
  | 'entity.unique-changed'
  | 'entity.version-changed'
  | 'entity.guard-changed'
  | 'access-pattern.added'
  | 'access-pattern.changed'
  | 'access-pattern.removed'
  | 'attribute.added'
  | 'attribute.changed'
  | 'attribute.removed'
  | 'type.changed'
  | 'collection.added'
  | 'collection.changed'
  | 'collection.removed'
  | 'bucket.added'
  | 'bucket.changed'
  | 'bucket.removed'
  | 'role.added'
  | 'role.changed'
  | 'role.removed'
  | 'access.widened'
  | 'access.narrowed'
  | 'session.widened'
  | 'session.narrowed'
  | 'session.changed';

type Told = Pick<Change, 'path' | 'summary' | 'consequence'>;

export const breaking = (code: ChangeCode, told: Told): Change => ({ code, breaking: true, widened: false, ...told });
export const widening = (code: ChangeCode, told: Told): Change => ({ code, breaking: false, widened: true, ...told });
export const compatible = (code: ChangeCode, told: Told): Change => ({
  code,
  breaking: false,
  widened: false,
  ...told,
});

/** Two lists of named things, matched by name. */
export function matched<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
): { readonly added: readonly T[]; readonly removed: readonly T[]; readonly kept: readonly (readonly [T, T])[] } {
  const old = new Map(before.map((each) => [each.name, each]));
  const names = new Set(after.map(({ name }) => name));
  return {
    added: after.filter(({ name }) => !old.has(name)),
    removed: before.filter(({ name }) => !names.has(name)),
    kept: after.flatMap((now) => {
      const then = old.get(now.name);
      return then === undefined ? [] : [[then, now] as const];
    }),
  };
}

/** Returns whether two values are the same JSON, whatever the order of their properties. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
      : each,
  );
}

/** A value in a message, as the schema writes it: `none`, `[a, b]`, `{ of: id, count: 16 }`, `enum { values: [a, b] }`. */
export function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return /[\p{C}"]/u.test(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return `[${value.map(listed).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { kind, ...rest } = value as { readonly [property: string]: unknown };
  // Options that are off or as usual are left out.
  const parts = Object.entries(rest)
    .filter(([, each]) => each !== false && each !== undefined)
    .map(([name, each]) => `${name}: ${listed(each)}`);
  const properties = parts.length === 0 ? '' : `{ ${parts.join(', ')} }`;
  return typeof kind === 'string' ? `${kind} ${properties}`.trim() : properties || '{}';
}

/** Inside of a list, what holds its punctuation is quoted. */
const listed = (value: unknown): string =>
  typeof value === 'string' && (value === '' || /[,[\]{}:\s]/.test(value)) ? JSON.stringify(value) : shown(value);

/** `from A to B`. */
export const fromTo = (before: unknown, after: unknown): string => `from ${shown(before)} to ${shown(after)}`;
