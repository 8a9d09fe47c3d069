import { GUARD_PREFIX, type KeyTemplate } from '@tenantry/runtime/key-templates';
import { cannotMeet } from '../keys/cannot-meet.js';
import { keyTemplate } from '../keys/key-template.js';
import { HOLE, mayMeet, type PrefixIndex, prefixIndex } from '../keys/prefix-index.js';
import { keyParametersOf } from '../keys/scope-parameters.js';
import { type KeyParameters, templateLanguage } from '../keys/template-language.js';
import { automaton } from '../language/build-automaton.js';
import { ANY_CHARACTER } from '../language/char-set.js';
import { commonText } from '../language/common-text.js';
import { exactly, type Language, repeat, sequence } from '../language/language.js';
import type { Entity } from '../model/entity.js';
import type { Collection, Model } from '../model/model.js';

interface Templates {
  readonly partition: string;
  readonly sort?: string;
}

/** The entities whose keys a query of the key (a whole access pattern of the entity) can meet, and the guard items. */
export function sharersOf(model: Model, entity: Entity, key: Templates, index: string | undefined): readonly string[] {
  const own = keyParametersOf(model, entity);
  const sharers = candidates(model, entity.table, index, key).filter(
    ({ entity: other, key: otherKey }) =>
      other !== entity && meets(key, own, otherKey, () => keyParametersOf(model, other)),
  );
  const guards =
    index === undefined &&
    guardsOf(model, entity.table).some((guard) => meets(key, own, guard, () => withoutAttributes(model)));
  return [...new Set([...sharers.map(({ entity: { name } }) => name), ...(guards ? [GUARD] : [])])].sort();
}

interface Candidate {
  readonly entity: Entity;
  readonly key: Templates;
}

/** The keys of a table or an index by their partitions, and those of equal partitions by the beginnings of their sort keys. */
type Candidates = PrefixIndex<PrefixIndex<Candidate>>;

const indexed = new WeakMap<Model, Map<string, Candidates>>();

/** All keys there but those that plainly cannot meet a query of this one. */
function candidates(model: Model, table: string, index: string | undefined, key: Templates): readonly Candidate[] {
  const known = indexed.get(model) ?? new Map<string, Candidates>();
  indexed.set(model, known);
  const id = JSON.stringify([table, index]);
  const all = known.get(id) ?? candidatesOn(model, table, index);
  known.set(id, all);
  const { partition, sort } = parseKey(key);
  return mayMeet(all, outline(partition)).flatMap((alike) =>
    mayMeet(alike, sort === undefined ? '' : leadingText(sort)),
  );
}

function candidatesOn({ entities }: Model, table: string, index: string | undefined): Candidates {
  const byPartition = new Map<string, (readonly [string, Candidate])[]>();
  for (const entity of entities) {
    const key = index === undefined ? entity.key : entity.accessPatterns.find((pattern) => pattern.index === index);
    if (entity.table !== table || key === undefined) continue;
    const { partition, sort } = parseKey(key);
    const alike = byPartition.get(outline(partition)) ?? [];
    byPartition.set(outline(partition), alike);
    alike.push([sort === undefined ? '' : leadingText(sort), { entity, key }]);
  }
  return prefixIndex([...byPartition].map(([text, alike]) => [text, prefixIndex(alike)]));
}

/** The template's text with a hole for each parameter. */
const outline = ({ segments }: KeyTemplate): string =>
  segments.map((segment) => (segment.kind === 'literal' ? segment.text : HOLE)).join('');

/** Entities that share partitions with a collection and are not of it. */
export function strangersOf(model: Model, collection: Collection): readonly string[] {
  const member = model.entities.find(({ name }) => collection.entities.includes(name));
  if (member === undefined) return [];
  const own = keyParametersOf(model, member);
  const guards = guardsOf(model, collection.table).some(({ partition }) =>
    meets({ partition: collection.partition }, own, { partition }, () => withoutAttributes(model)),
  );
  const others = model.entities.filter(
    ({ name, table }) => table === collection.table && !collection.entities.includes(name),
  );
  const strangers = others.filter((other) =>
    meets({ partition: collection.partition }, own, { partition: other.key.partition }, () =>
      keyParametersOf(model, other),
    ),
  );
  return [...strangers.map(({ name }) => name), ...(guards ? [GUARD] : [])];
}

/** The type attribute of the guard items of unique attributes, as the runtime writes it. */
const GUARD = '_unique';

/** Where guard items of a table lie: in the own partitions of the scopes. */
function guardsOf({ entities, scopes }: Model, table: string): readonly Templates[] {
  const guarded = entities.filter((entity) => entity.table === table && entity.unique.length > 0);
  const prefixes = new Set(
    guarded.map(({ key }) => scopes.find(({ name }) => name === key.scope)?.prefix ?? key.partition),
  );
  return [...prefixes].map((partition) => ({ partition, sort: `${GUARD_PREFIX}{value}` }));
}

const withoutAttributes = ({ scopes }: Model): KeyParameters => ({
  attributes: [],
  scopeParameters: new Set(scopes.flatMap(({ parameter }) => parameter ?? [])),
});

function meets(own: Templates, ofOwn: KeyParameters, other: Templates, ofOther: () => KeyParameters): boolean {
  const { partition, sort } = parseKey(own);
  const { partition: otherPartition, sort: otherSort } = parseKey(other);
  if (cannotMeet(partition, otherPartition)) return false;
  if (sort && otherSort && cannotMeetQueried(sort, otherSort)) return false;
  if (!overlap(templateLanguage(partition, ofOwn), templateLanguage(otherPartition, ofOther()))) return false;
  return !sort || !otherSort || overlap(queriedLanguage(sort), templateLanguage(otherSort, ofOther()));
}

interface Parsed {
  readonly partition: KeyTemplate;
  readonly sort: KeyTemplate | undefined;
}

const keys = new WeakMap<Templates, Parsed>();

/** A large schema compares each key with all others. */
function parseKey(key: Templates): Parsed {
  let found = keys.get(key);
  if (found === undefined) {
    found = {
      partition: keyTemplate(key.partition),
      sort: key.sort === undefined ? undefined : keyTemplate(key.sort),
    };
    keys.set(key, found);
  }
  return found;
}

/** A query without conditions reads every sort key that begins with the template's leading literal. */
function queriedLanguage(sort: KeyTemplate): Language {
  const leading = exactly(leadingText(sort));
  return sort.parameters.length === 0 ? leading : sequence(leading, repeat(ANY_CHARACTER, 0));
}

/** Like `cannotMeet` for `queriedLanguage`, of which only the leading literal is fixed. */
function cannotMeetQueried(a: KeyTemplate, b: KeyTemplate): boolean {
  const [one, other] = [leadingText(a), leadingText(b)];
  return !one.startsWith(other) && !other.startsWith(one);
}

function leadingText({ segments: [first] }: KeyTemplate): string {
  return first?.kind === 'literal' ? first.text : '';
}

const overlap = (a: Language, b: Language): boolean => commonText(automaton(a), automaton(b)) !== undefined;
