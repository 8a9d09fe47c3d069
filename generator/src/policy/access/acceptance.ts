import type { Model } from '../../model/model.js';
import type { Acceptance, Role } from '../../model/role.js';
import type { AccessRow } from './access-row.js';

const isWider = ({ declared, effective }: AccessRow): boolean => effective && !declared;

/** A row that is wider than granted, with the reason that the role gives for accepting it. */
export function withAcceptance({ accept = [] }: Role, row: AccessRow): AccessRow {
  const found = isWider(row) ? accept.find((acceptance) => covers(acceptance, row)) : undefined;
  return found === undefined ? row : { ...row, accepted: found.because };
}

function covers({ entities, actions, attributes }: Acceptance, { entity, action, attribute }: AccessRow): boolean {
  if (!entities.includes(entity) || !actions.includes(action)) return false;
  return attributes === undefined || (attribute !== undefined && attributes.includes(attribute));
}

/** Returns the access that is wider than granted and not accepted. */
export const unaccepted = (access: readonly AccessRow[]): readonly AccessRow[] =>
  access.filter((row) => isWider(row) && row.accepted === undefined);

/** An acknowledgement, or one of its entities or attributes, of what is not wider than granted. */
export interface UnusedAcceptance {
  readonly role: string;
  /** Its place in the list. */
  readonly index: number;
  readonly what: string;
}

export function unusedAcceptances({ roles }: Model, access: readonly AccessRow[]): readonly UnusedAcceptance[] {
  const wider = access.filter(isWider);
  return roles.flatMap(({ name, accept = [] }) => {
    const own = wider.filter(({ role }) => role === name);
    return accept.flatMap((acceptance, index): readonly UnusedAcceptance[] => {
      const one = { ...acceptance };
      const covered = (part: Partial<Acceptance>): boolean => own.some((row) => covers({ ...one, ...part }, row));
      const unused = [
        ...acceptance.entities.filter((entity) => !covered({ entities: [entity] })),
        ...(acceptance.attributes ?? []).filter((attribute) => !covered({ attributes: [attribute] })),
        ...acceptance.actions.filter((action) => !covered({ actions: [action] }) && !isGrouped(acceptance, action)),
      ];
      return unused.map((what) => ({ role: name, index, what }));
    });
  });
}

/** `read` stands for get and query: one of the two is enough. */
function isGrouped({ actions }: Acceptance, action: string): boolean {
  const groups = [
    ['get', 'query'],
    ['put', 'update', 'delete', 'check'],
  ];
  return groups.some((group) => group.includes(action) && group.every((each) => actions.includes(each as never)));
}
