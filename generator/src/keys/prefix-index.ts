/** Stands for a parameter in an indexed text: any text may be there. */
export const HOLE = '\u0000';

interface Node<T> {
  readonly values: T[];
  readonly children: Map<string, Node<T>>;
}

/** Values by texts, to find those whose texts may meet another: a large schema compares each key with all others. */
export type PrefixIndex<T> = Node<T>;

export function prefixIndex<T>(entries: Iterable<readonly [text: string, value: T]>): PrefixIndex<T> {
  const root = node<T>();
  for (const [text, value] of entries) {
    let at = root;
    for (let i = 0; i < text.length; i++) {
      const next = at.children.get(text.charAt(i)) ?? node<T>();
      at.children.set(text.charAt(i), next);
      at = next;
    }
    at.values.push(value);
  }
  return root;
}

/**
 * All but values whose texts plainly part from this one: at a character that differs, is a hole in neither, and does not
 * end a hole. Where a text ends, anything may follow.
 */
export function mayMeet<T>(index: PrefixIndex<T>, text: string): readonly T[] {
  const found: T[] = [];
  let at: Node<T> = index;
  let afterHole = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    found.push(...at.values);
    if (character === HOLE || afterHole) {
      for (const [other, child] of at.children) if (other !== character) collect(child, found);
    } else if (character !== HOLE) {
      const hole = at.children.get(HOLE);
      if (hole !== undefined) collect(hole, found);
    }
    const next = at.children.get(character);
    if (next === undefined) return found;
    at = next;
    afterHole = character === HOLE;
  }
  collect(at, found);
  return found;
}

function collect<T>({ values, children }: Node<T>, found: T[]): void {
  for (const value of values) found.push(value);
  for (const child of children.values()) collect(child, found);
}

const node = <T>(): Node<T> => ({ values: [], children: new Map() });
