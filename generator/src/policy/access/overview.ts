import type { Model } from '../../model/model.js';
import type { GrantAction, Role } from '../../model/role.js';
import type { AccessRow } from './access-row.js';

/** Actions that go together in a word. */
const WORDS: readonly (readonly [word: string, actions: readonly GrantAction[]])[] = [
  ['read', ['get', 'query']],
  ['write', ['put', 'update', 'delete', 'check']],
];

/** A row per entity and bucket, a column per role: to be looked at rather than read. */
export function overview({ entities, buckets, roles }: Model, access: readonly AccessRow[]): string {
  const line = (name: string, cells: readonly string[]): string => `| ${name} | ${cells.join(' | ')} |`;
  const rows = new Map<string, AccessRow[]>();
  for (const row of access) {
    if (!row.effective) continue;
    const id = cellId(row.role, row.entity);
    const cell = rows.get(id);
    if (cell) cell.push(row);
    else rows.set(id, [row]);
  }
  return [
    line(
      '',
      roles.map(({ name }) => name),
    ),
    `|---|${roles.map(() => '---|').join('')}`,
    ...entities.map(({ name }) =>
      line(
        name,
        roles.map((role) => entityCell(role, name, rows.get(cellId(role.name, name)) ?? [])),
      ),
    ),
    ...buckets.map(({ name }) =>
      line(
        `${name} (bucket)`,
        roles.map((role) => bucketCell(role, name)),
      ),
    ),
  ].join('\n');
}

const cellId = (role: string, entity: string): string => `${role}\n${entity}`;

function entityCell(role: Role, entity: string, rows: readonly AccessRow[]): string {
  if (rows.length === 0) return '';
  const actions = (wider: boolean): ReadonlySet<GrantAction> =>
    new Set(rows.filter(({ declared }) => declared !== wider).map(({ action }) => action));
  const granted = inWords(actions(false));
  const wider = inWords(new Set([...actions(true)].filter((action) => !actions(false).has(action))));
  const limited = role.grants.some(
    (grant) => grant.kind === 'entity' && grant.entity === entity && grant.attributes !== undefined,
  );
  return [...granted, ...(limited && granted.length > 0 ? ['(part)'] : []), ...wider.map((word) => `_${word}_`)].join(
    ' ',
  );
}

function inWords(actions: ReadonlySet<GrantAction>): readonly string[] {
  const whole = WORDS.filter(([, parts]) => parts.every((part) => actions.has(part)));
  const said = new Set(whole.flatMap(([, parts]) => parts));
  return [...whole.map(([word]) => word), ...[...actions].filter((action) => !said.has(action))];
}

const bucketCell = ({ grants }: Role, bucket: string): string =>
  grants.flatMap((grant) => (grant.kind === 'bucket' && grant.bucket === bucket ? grant.actions : [])).join(' ');
