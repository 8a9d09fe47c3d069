import { alphabetOf, type Chain, reads, worthTrying } from './chain.js';

/** A text that a pattern and a key chain share, with what it takes for the session's and the owner's value. */
export interface CommonText {
  readonly text: string;
  readonly session: string;
  readonly owner: string;
}

/** How the two values, read so far, compare. */
interface Values {
  /** They do not stand on the same characters of the text: then they need not be equal. */
  readonly apart: boolean;
  /** They differ at some place. */
  readonly differ: boolean;
  /** What one of them has and the other still lacks, and which one leads. */
  readonly lead: string;
  readonly leader: 'session' | 'owner';
}

interface Node extends Values {
  readonly p: number;
  readonly k: number;
  readonly from: Node | undefined;
  readonly character: string;
  readonly session: boolean;
  readonly owner: boolean;
}

const START: Node = {
  ...{ p: 0, k: 0, from: undefined, character: '', session: false, owner: false },
  ...{ apart: false, differ: false, lead: '', leader: 'session' },
};

/** A shortest text of both chains; undefined proves that there is none. */
export const commonText = (pattern: Chain, key: Chain): CommonText | undefined => search(pattern, key, undefined).found;

/**
 * A text of both chains with different values for the session and the owner. Undefined proves that there is none.
 * A result with equal values says neither: the values may also differ in a text that was not looked at.
 */
export function commonTextApart(pattern: Chain, key: Chain): CommonText | undefined {
  const { found, pruned } = search(pattern, key, 'differ');
  // Where both values always stand on the same characters they are equal, however long.
  return found ?? (pruned ? search(pattern, key, 'apart').found : undefined);
}

/** One value ahead of the other by more than this is not followed when looking for values that differ. */
const FARTHEST = 2;

interface Search {
  readonly found: CommonText | undefined;
  readonly pruned: boolean;
}

function search(pattern: Chain, key: Chain, aim: 'differ' | 'apart' | undefined): Search {
  const from = commonLiteral(pattern, key);
  if (from === undefined) return { found: undefined, pruned: false };
  // Most pairs are decided by their literals: the alphabet is only made for the others.
  let alphabet: readonly string[] | undefined;
  const seen = new Set<string>();
  let pruned = false;
  let level: readonly Node[] = [{ ...START, p: from, k: from }];
  while (level.length > 0) {
    const next: Node[] = [];
    const queue = [...level];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as Node;
      const id = [node.p, node.k, node.apart, node.differ, node.lead, node.leader].join();
      if (seen.has(id)) continue;
      seen.add(id);
      const one = pattern[node.p];
      const other = key[node.k];
      if (one === undefined && other === undefined && reached(node, aim)) {
        return { found: spell(node, pattern.slice(0, from)), pruned };
      }
      // A loop may be left without reading.
      if (one?.loop) queue.push({ ...node, p: node.p + 1 });
      if (other?.loop) queue.push({ ...node, k: node.k + 1 });
      if (one === undefined || other === undefined) continue;
      const session = one.mark === 'session';
      const owner = other.mark === 'owner';
      alphabet ??= alphabetOf([pattern, key]);
      for (const character of worthTrying(alphabet, one, other)) {
        if (!reads(one, character) || !reads(other, character)) continue;
        const values = compare(node, character, session, owner, aim);
        if (values === undefined) {
          pruned = true;
          continue;
        }
        const p = one.loop ? node.p : node.p + 1;
        const k = other.loop ? node.k : node.k + 1;
        next.push({ ...values, p, k, from: node, character, session, owner });
      }
    }
    level = next;
  }
  return { found: undefined, pruned };
}

/** How many steps both begin with the same literals; undefined where the next ones cannot meet. */
function commonLiteral(pattern: Chain, key: Chain): number | undefined {
  for (let i = 0; ; i++) {
    const one = pattern[i];
    const other = key[i];
    if (one === undefined || other === undefined) return (one ?? other ?? { loop: true }).loop ? i : undefined;
    if (one.character === undefined || other.character === undefined) return i;
    if (one.character !== other.character) return undefined;
  }
}

const reached = ({ apart, differ, lead }: Values, aim: 'differ' | 'apart' | undefined): boolean =>
  aim === 'differ' ? differ || lead !== '' : aim === undefined || apart;

function compare(
  { apart, differ, lead, leader }: Values,
  character: string,
  session: boolean,
  owner: boolean,
  aim: 'differ' | 'apart' | undefined,
): Values | undefined {
  const now = apart || session !== owner;
  // Once they differ, or where only places count, contents need not be followed.
  if (aim !== 'differ' || differ || (!session && !owner)) return { apart: now, differ, lead, leader };
  if (session && owner) {
    const queued = lead + character;
    return {
      apart: now,
      differ: lead !== '' && queued[0] !== character,
      lead: lead === '' ? '' : queued.slice(1),
      leader,
    };
  }
  const side = session ? 'session' : 'owner';
  if (lead === '' || leader === side) {
    return lead.length === FARTHEST ? undefined : { apart: now, differ, lead: lead + character, leader: side };
  }
  return { apart: now, differ: lead[0] !== character, lead: lead.slice(1), leader };
}

function spell(end: Node, before: Chain): CommonText {
  let [text, session, owner] = ['', '', ''];
  for (let node: Node | undefined = end; node !== undefined; node = node.from) {
    text = node.character + text;
    if (node.session) session = node.character + session;
    if (node.owner) owner = node.character + owner;
  }
  return { text: before.map(({ character }) => character).join('') + text, session, owner };
}
