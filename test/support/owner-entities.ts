import {
  type AttributeLike,
  bigint,
  date,
  datetime,
  type EntityDefinition,
  enumeration,
  integer,
  type ScopeDefinition,
  scopeParameter,
  string,
  type TableDefinition,
} from '@tenantry/runtime/codegen-v1';

/** A part of a key: how a template writes it, values that it holds, and how the key says them. */
export interface PartForm {
  readonly name: string;
  readonly format: string;
  readonly type: AttributeLike;
  readonly value: unknown;
  /** As it stands in the key. */
  readonly written: string;
  /** Other values, each of which another key stands for. */
  readonly others: readonly unknown[];
  /** True if the key alone gives the value back. */
  readonly whole: boolean;
}

const at = '2026-06-15T10:20:30.000Z';
const later = ['2026-07-15T10:20:30.000Z', '2027-06-15T10:20:30.000Z', '1970-01-01T00:00:00.000Z'];

/** Every format that a template may state, on every type that may stand there. */
export const PART_FORMS: readonly PartForm[] = [
  form('plain', '', string(), 'Jane@x.org', 'Jane@x.org', [
    'jane@x.org',
    'JANE@X.ORG',
    'Jane@x',
    'Jane@x.orgs',
    '2026',
  ]),
  form('year', '', string(), '2026', '2026', ['2026-06-15', '20261', '202']),
  form('choice', '', enumeration('Open', 'open', 'Closed'), 'Open', 'Open', ['open', 'Closed']),
  lossy('lower', ':lower', string(), 'Jane@x.org', 'jane@x.org', ['Boss@x.org', 'jane@x', 'jane@x.orgs']),
  lossy('choiceLower', ':lower', enumeration('Open', 'Closed'), 'Open', 'open', ['Closed']),
  form('number', '', integer(), 42, '42', [43, 4, 420, -42]),
  form('pad', ':pad(8)', integer(), 42, '00000042', [43, 4, 4200000]),
  form('big', ':pad(20)', bigint(), 2n ** 60n, '01152921504606846976', [2n ** 60n + 1n, 0n]),
  form('instant', '', datetime(), at, at, later),
  form('seconds', '', datetime({ store: 'epoch-seconds' }), at, at, later),
  form('day', '', date(), '2026-06-15', '2026-06-15', ['2026-06-16']),
  form('dayNumber', '', date({ store: 'epoch-seconds' }), '2026-06-15', '2026-06-15', ['2026-06-16']),
  lossy('yyyy', ':yyyy', datetime(), at, '2026', later.slice(1)),
  lossy('month', ':yyyy-MM', datetime({ store: 'epoch-millis' }), at, '2026-06', later),
  lossy('date', ':yyyy-MM-dd', datetime(), at, '2026-06-15', later),
  lossy('hour', ":yyyy-MM-dd'T'HH", datetime(), at, '2026-06-15T10', later),
  lossy('minute', ":yyyy-MM-dd'T'HH:mm", datetime(), at, '2026-06-15T10:20', later),
];

function form(
  name: string,
  format: string,
  type: AttributeLike,
  value: unknown,
  written: string,
  others: readonly unknown[],
): PartForm {
  return { name, format, type, value, written, others, whole: true };
}

function lossy(...given: Parameters<typeof form>): PartForm {
  return { ...form(...given), whole: false };
}

export const ownerTable: TableDefinition = {
  name: 'app',
  partitionKey: 'pk',
  sortKey: 'sk',
  marker: '_type',
  indexes: {
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'all' },
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: 'keys-only' },
    gsi3: { partitionKey: 'gsi3pk', projection: ['note', '_type'] },
    lsi1: { sortKey: 'lsi1sk', projection: 'all' },
  },
};

export const tenantScope: ScopeDefinition = { name: 'tenant', parameter: 'tenantId' };
const userScope: ScopeDefinition = { name: 'user', parameter: 'userId' };

/**
 * An entity with the part in its own key, in an index of its scope, in a local index, in a keys-only index of another scope
 * and in one outside of scopes.
 */
export function entityOf({ name, format, type }: PartForm): EntityDefinition {
  const part = `{part${format}}`;
  return {
    name,
    table: ownerTable,
    scope: tenantScope,
    key: { partition: 'TENANT#{tenantId}', sort: `${name}#${part}#{id}` },
    indexes: {
      byPart: { index: 'gsi1', partition: `TENANT#{tenantId}#${name}#${part}`, sort: '{id}', scope: tenantScope },
      local: { index: 'lsi1', sort: `${name}#${part}`, scope: tenantScope },
      ofUser: {
        index: 'gsi2',
        partition: 'USER#{userId}',
        sort: `${name}#${part}#TENANT#{tenantId}`,
        scope: userScope,
      },
      anyone: { index: 'gsi3', partition: `${name}#${part}`, scope: undefined },
    },
    attributes: () => ({
      tenantId: { type: scopeParameter(), name: 't' },
      userId: scopeParameter(),
      id: string(),
      note: { type: string(), optional: true },
      part: type,
    }),
  };
}
