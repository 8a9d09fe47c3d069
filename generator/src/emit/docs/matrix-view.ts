import type { Model } from '../../model/model.js';
import type { AccessCell } from './access-cell.js';
import { id, type Span } from './span.js';

/** Role × entity × action. */
export interface MatrixView {
  readonly roles: readonly { readonly name: string; readonly id: Span; readonly unscoped: boolean }[];
  readonly rows: readonly MatrixRowView[];
}

export interface MatrixRowView {
  readonly entity: string;
  readonly entityId: Span;
  readonly scope: string;
  readonly cells: readonly MatrixCellView[];
}

export interface MatrixCellView {
  readonly role: string;
  readonly roleId: Span;
  /** Names of states and kinds are our own words: they serve as class names. */
  readonly letters: readonly { readonly letter: string; readonly state: string }[];
  readonly kind: string;
  readonly reach: string;
  readonly empty: boolean;
  /** The cell in a sentence, for those who do not see letters and colours. */
  readonly words: string;
}

/** `cellsOf`: by role, in the order of the entities. */
export function matrixView(model: Model, cellsOf: ReadonlyMap<string, readonly AccessCell[]>): MatrixView {
  return {
    roles: model.roles.map(({ name, unscoped }) => ({ name, id: id('role', name), unscoped })),
    rows: model.entities.map((entity, i) => ({
      entity: entity.name,
      entityId: id('entity', entity.name),
      scope: entity.key.scope ?? 'unscoped',
      cells: model.roles.flatMap((role) => {
        const cell = cellsOf.get(role.name)?.[i];
        return cell === undefined ? [] : [cellView(cell)];
      }),
    })),
  };
}

function cellView({ role, actions, reach }: AccessCell): MatrixCellView {
  const kinds = reach.map((each) => each.kind);
  const kind = kinds.includes('all') ? 'all' : kinds.includes('own') ? 'own' : (kinds[0] ?? 'none');
  const empty = actions.every(({ state }) => state === 'none');
  return {
    role: role.name,
    roleId: id('role', role.name),
    letters: actions.map(({ action, state }) => ({ letter: action.slice(0, 1), state })),
    kind,
    reach: reach.map(({ words }) => words).join(', '),
    empty,
    words: empty ? 'no access' : cellWords(actions),
  };
}

/** `read, write`, `get, put`, `query of some attributes, not declared: get`. */
function cellWords(actions: AccessCell['actions']): string {
  const having = (...states: readonly string[]): readonly string[] =>
    actions.filter(({ state }) => states.includes(state)).map(({ action }) => action);
  const granted = grouped(having('granted', 'limited')).join(', ');
  const limited = actions.some(({ state }) => state === 'limited');
  const parts = [
    ...(granted === '' ? [] : [limited ? `${granted} of some attributes` : granted]),
    ...(having('wider').length > 0 ? [`not declared: ${having('wider').join(', ')}`] : []),
    ...(having('void').length > 0 ? [`declared, but not allowed: ${having('void').join(', ')}`] : []),
  ];
  return parts.join('; ');
}

const GROUPS: readonly (readonly [word: string, actions: readonly string[]])[] = [
  ['read', ['get', 'query']],
  ['write', ['put', 'update', 'delete', 'check']],
];

/** The schema's own words for several actions: `read` and `write`. */
function grouped(actions: readonly string[]): readonly string[] {
  const whole = GROUPS.filter(([, members]) => members.every((action) => actions.includes(action)));
  const covered = new Set(whole.flatMap(([, members]) => members));
  return [...whole.map(([word]) => word), ...actions.filter((action) => !covered.has(action))];
}
