import type { Token } from '../../iam/src/evaluate/text.js';

/** A place of a pattern: a character, any character, or any number of them. */
type Place = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'many' };

/** A `*` before many `?` has exponentially many states. */
export class TooManyClasses extends Error {}

const MOST_STATES = 50_000;

/**
 * A shortest text of each class that some lists of patterns tell apart: two texts are of one class if the same of the lists
 * hold a pattern that matches them. All classes, because it walks through every state that the patterns can be in together.
 * The empty text is left out.
 */
export function textClasses(lists: readonly (readonly (readonly Token[])[])[]): readonly string[] {
  const all = lists.flat().map(placesOf);
  const owners = lists.flatMap((list, i) => list.map(() => i));
  const fresh = freshCharacter(all);
  const found = new Map<string, string>();
  const start = all.map((places) => closed(places, [0]));
  const seen = new Set([keyOf(start)]);
  let level: { readonly at: readonly (readonly number[])[]; readonly text: string }[] = [{ at: start, text: '' }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { at, text } of level) {
      if (text !== '') {
        const matches = at.flatMap((places, i) => (places.includes(all[i]?.length ?? 0) ? [owners[i]] : []));
        const matched = [...new Set(matches)].join();
        if (!found.has(matched)) found.set(matched, text);
      }
      for (const character of worthReading(all, at, fresh)) {
        const after = at.map((places, i) => read(all[i] ?? [], places, character));
        const key = keyOf(after);
        // The empty text is of no class here, so the state of the first one may come again.
        if (seen.has(key) && text !== '') continue;
        if (seen.size > MOST_STATES) throw new TooManyClasses(JSON.stringify(lists));
        seen.add(key);
        next.push({ at: after, text: text + character });
      }
    }
    level = next;
  }
  return [...found.values()];
}

const placesOf = (tokens: readonly Token[]): readonly Place[] =>
  tokens.flatMap((token): readonly Place[] => {
    if (token.kind === 'variable') throw new Error(`a variable without a value: ${token.key}`);
    return token.kind === 'text' ? [...token.text].map((text) => ({ kind: 'text', text })) : [token];
  });

/** One that stands in no pattern: all such are alike. */
function freshCharacter(all: readonly (readonly Place[])[]): string {
  const used = new Set(all.flatMap((places) => places.map((place) => (place.kind === 'text' ? place.text : ''))));
  return [...'xyzqwvkjXYZQWVKJ0123456789'].find((character) => !used.has(character)) ?? '\u00ff';
}

function worthReading(
  all: readonly (readonly Place[])[],
  at: readonly (readonly number[])[],
  fresh: string,
): ReadonlySet<string> {
  const found = new Set([fresh]);
  at.forEach((places, i) => {
    for (const position of places) {
      const place = all[i]?.[position];
      if (place?.kind === 'text') found.add(place.text);
    }
  });
  return found;
}

function read(places: readonly Place[], at: readonly number[], character: string): readonly number[] {
  const after = new Set<number>();
  for (const position of at) {
    const place = places[position];
    if (place?.kind === 'many') after.add(position);
    else if (place?.kind === 'one' || (place?.kind === 'text' && place.text === character)) after.add(position + 1);
  }
  return closed(places, after);
}

/** With the places that are reached by leaving a `*`. */
function closed(places: readonly Place[], at: Iterable<number>): readonly number[] {
  const all = new Set<number>();
  for (let position of at) {
    all.add(position);
    while (places[position]?.kind === 'many') all.add(++position);
  }
  return [...all].sort((a, b) => a - b);
}

const keyOf = (at: readonly (readonly number[])[]): string => at.map((places) => places.join()).join(';');
