import { keyPatterns, patternText } from '../../keys/pattern.js';
import type { Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import type { AccessRow } from '../../policy/access/access-row.js';
import { scopeOf } from '../../policy/derive-required-access.js';
import type { RequiredAccess } from '../../policy/required-access.js';
import { compareCodeUnits } from '../../text/order.js';
import type { AccessCell } from './access-cell.js';
import { code, id, type Span, type Words } from './span.js';

/** A condition that IAM checks, for one partition key pattern. */
export interface FenceView {
  readonly on: Span;
  /** Absent for a scan, which names no key. */
  readonly pattern: Span | undefined;
  readonly actions: Span;
  readonly entities: string;
}

export interface WiderView {
  readonly what: string;
  readonly reason: string | undefined;
  readonly suggestion: string | undefined;
}

export interface RoleView {
  readonly id: Span;
  readonly name: string;
  readonly description: string | undefined;
  readonly unscoped: boolean;
  readonly tags: readonly { readonly scope: string; readonly tag: Span }[];
  readonly grants: readonly GrantView[];
  /** Some grant has limits. */
  readonly limited: boolean;
  readonly fences: readonly FenceView[];
  readonly wider: readonly WiderView[];
  /** Statements of the user's own that the policy holds besides. */
  readonly statements: number;
}

export interface GrantView {
  readonly on: string;
  readonly onId: Span;
  readonly actions: string;
  readonly reach: string;
  readonly limits: readonly Words[];
}

export function roleView(
  model: Model,
  role: Role,
  requiredAccess: readonly RequiredAccess[],
  cells: readonly AccessCell[],
): RoleView {
  const grants = [...cells.flatMap(entityGrant), ...bucketGrants(model, role)];
  return {
    id: id('role', role.name),
    name: role.name,
    description: role.description,
    unscoped: role.unscoped,
    tags: role.tags.flatMap((name) => {
      const tag = scopeOf(model, name)?.principalTag;
      return tag === undefined ? [] : [{ scope: name, tag: code(tag) }];
    }),
    grants,
    limited: grants.some(({ limits }) => limits.length > 0),
    fences: fences(requiredAccess),
    wider: widerViews(cells.flatMap(({ wider }) => wider)),
    statements: role.additionalStatements.length,
  };
}

function entityGrant({ entity, grant, reach, actions }: AccessCell): readonly GrantView[] {
  if (grant === undefined) return [];
  const every = ['primary', ...entity.accessPatterns.map(({ name }) => name)];
  const narrowed = grant.actions.includes('query') && every.some((name) => !grant.accessPatterns.includes(name));
  const dead = actions.filter(({ state }) => state === 'void').map(({ action }) => action);
  return [
    {
      on: entity.name,
      onId: id('entity', entity.name),
      actions: grant.actions.join(', '),
      reach: reach.map(({ words }) => words).join(', '),
      limits: [
        ...(narrowed ? [['reads by', code(grant.accessPatterns.join(', '))]] : []),
        ...(grant.attributes === undefined ? [] : [['attributes', code(grant.attributes.join(', '))]]),
        ...(dead.length === 0 ? [] : [[`no policy allows ${dead.join(', ')}`]]),
      ],
    },
  ];
}

const bucketGrants = (model: Model, { grants, unscoped }: Role): readonly GrantView[] =>
  grants.flatMap((grant) => {
    if (grant.kind === 'entity') return [];
    const scope = model.buckets.find(({ name }) => name === grant.bucket)?.scope;
    return [
      {
        on: grant.bucket,
        onId: id('bucket', grant.bucket),
        actions: grant.actions.join(', '),
        reach: scope === undefined ? 'everything' : `${unscoped ? 'every' : 'own'} ${scope}`,
        limits: [],
      },
    ];
  });

/** One row per resource and pattern, as the statements of the policy have them. */
function fences(requiredAccess: readonly RequiredAccess[]): readonly FenceView[] {
  const rows = new Map<
    string,
    { on: string; pattern: string | undefined; actions: Set<string>; entities: Set<string> }
  >();
  for (const { table, index, partition, source, action, entity } of requiredAccess) {
    const on = index === undefined ? table : `${table}/${index}`;
    const patterns = partition === undefined ? [undefined] : keyPatterns(partition, source).map(patternText);
    for (const pattern of patterns) {
      const rowId = JSON.stringify([on, pattern]);
      const row = rows.get(rowId) ?? { on, pattern, actions: new Set(), entities: new Set() };
      rows.set(rowId, row);
      row.actions.add(action);
      row.entities.add(entity);
    }
  }
  return [...rows.values()]
    .sort((a, b) => compareCodeUnits(a.on, b.on) || compareCodeUnits(a.pattern ?? '', b.pattern ?? ''))
    .map(({ on, pattern, actions, entities }) => ({
      on: code(on),
      pattern: pattern === undefined ? undefined : code(pattern),
      actions: code([...actions].sort(compareCodeUnits).join(', ')),
      entities: [...entities].sort(compareCodeUnits).join(', '),
    }));
}

/** Groups rows that one change would fix, and entities that differ for the same reason. */
function widerViews(rows: readonly AccessRow[]): readonly WiderView[] {
  const perEntity = grouped(rows, ({ entity, reason, suggestion, accepted }) => [
    ...[entity, suggestion ?? reason, accepted],
  ]).map((group) => {
    const [{ entity, reason, suggestion: change, accepted }] = group;
    const suggestion = accepted === undefined ? change : `Accepted: ${accepted}`;
    const uses = group.map(({ action, accessPattern, attribute }) =>
      [
        action,
        ...(accessPattern === 'primary' ? [] : [accessPattern]),
        ...(attribute === undefined ? [] : [attribute]),
      ].join(' '),
    );
    return { entity, reason: reason && sentence(reason), suggestion, uses: uses.join(', ') };
  });
  return grouped(perEntity, ({ uses, reason, suggestion }) => [uses, reason, suggestion]).map((group) => {
    const [{ uses, reason, suggestion }] = group;
    return { what: `${uses} on ${group.map(({ entity }) => entity).join(', ')}`, reason, suggestion };
  });
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function grouped<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const name = JSON.stringify(keyOf(item));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
