import type { DraftScope, Piece, Template } from './draft.js';
import type { NamedGroup } from './name-entities.js';
import { attributeName } from './words.js';

/** Words for whoever a service keeps data for. */
const OWNER = /^(?:tenant|org|organi[sz]ation|workspace|company|account)$/i;

/** The scope that the keys themselves show, such as `ORG#42`; else one that every partition is given. */
export function findScope(groups: readonly NamedGroup[]): DraftScope {
  const heads = groups.flatMap(({ parts: { partition } }) => {
    const [head, id] = partition ?? [];
    return head?.kind === 'literal' && OWNER.test(head.text) && id?.kind === 'column' ? [head.text + id.delimiter] : [];
  });
  const literal = [...new Set(heads)].find(
    (head) => heads.filter((other) => other === head).length * 2 >= groups.length,
  );
  if (literal === undefined || !literal.endsWith('#'))
    return { name: 'tenant', literal: 'TENANT#', parameter: 'tenantId', found: false };
  const name = attributeName(literal.toLowerCase(), 'tenant');
  return { name, literal, parameter: `${name}Id`, found: true };
}

/** The template inside of the scope: as it is where it begins with the scope's prefix, else behind that prefix. */
export function scoped(template: Template, { literal, parameter }: DraftScope): Template {
  const [head, id, ...rest] = joined(template);
  if (head !== undefined && 'literal' in head && head.literal === literal && id !== undefined && 'attribute' in id) {
    const [next] = rest;
    const isClosed = next === undefined || ('literal' in next && next.literal.startsWith('#'));
    if (isClosed && id.attribute === parameter) return joined(template);
  }
  return joined([{ literal }, { attribute: parameter }, { literal: '#' }, ...template]);
}

/** With neighbouring literals as one, and none that is empty. */
function joined(template: Template): Template {
  const made: Piece[] = [];
  for (const piece of template) {
    const last = made.at(-1);
    if (last !== undefined && 'literal' in last && 'literal' in piece)
      made[made.length - 1] = { literal: last.literal + piece.literal };
    else if (!('literal' in piece) || piece.literal !== '') made.push(piece);
  }
  return made;
}
