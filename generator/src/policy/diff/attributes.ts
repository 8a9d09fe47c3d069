import type { NamedType } from '../../model/model.js';
import type { Field, Type } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { breaking, type Change, canonical, compatible, fromTo, matched, same, shown } from './change.js';

/** Changes of attributes or of a map's fields, which stand below `path`, and of the types that they refer to. */
export function attributeChanges(
  path: string,
  before: readonly Field[],
  after: readonly Field[],
  types: NamedTypes,
): readonly Change[] {
  const { added, removed, kept } = matched(before, after);
  const at = (name: string): string => `${path}.${name}`;
  return [
    ...added.map((field) => addedField(at(field.name), field)),
    ...removed.map(({ name, storedName }) =>
      breaking('attribute.removed', {
        path: at(name),
        summary: `The attribute ${name} is gone.`,
        consequence: `Callers that use it do not compile. Items keep ${storedName} until they are written again.`,
      }),
    ),
    ...kept.flatMap(([then, now]) => fieldChanges(at(now.name), then, now, types)),
  ];
}

function addedField(path: string, { name, optional, default: value, generate, compute }: Field): Change {
  const summary = `The attribute ${name} is new.`;
  if (optional) return compatible('attribute.added', { path, summary, consequence: 'Items of before do not have it.' });
  const filled = value !== undefined || generate !== undefined || compute !== undefined;
  return breaking('attribute.added', {
    path,
    summary: `${summary.slice(0, -1)} and required.`,
    consequence: `${filled ? 'Writes fill it in' : 'Callers that write the entity must pass it'}, and items of before do not have it, so reads refuse them: make it optional, write it to all of them, then require it.`,
  });
}

/** The meaning of a changed property of an attribute, other than its type. */
const MODIFIERS: readonly {
  readonly property: 'storedName' | 'default' | 'generate' | 'compute' | 'readonly' | 'hidden' | 'sensitive';
  readonly breaks: boolean;
  readonly consequence: string;
}[] = [
  {
    property: 'storedName',
    breaks: true,
    consequence: 'Items of before have it under the old name: copy it, or reads refuse them.',
  },
  {
    property: 'compute',
    breaks: true,
    consequence:
      'Items of before keep the value that they were written with; where it is part of a key they are not found.',
  },
  { property: 'readonly', breaks: true, consequence: 'Updates that set it do not compile any more, or may now.' },
  { property: 'hidden', breaks: true, consequence: 'Reads return it no more, or return it now to every caller.' },
  { property: 'default', breaks: false, consequence: 'Items of before keep what they have.' },
  { property: 'generate', breaks: false, consequence: 'Items of before keep what they have.' },
  { property: 'sensitive', breaks: false, consequence: 'Logs and errors show it, or do not any more.' },
];

function fieldChanges(path: string, before: Field, after: Field, types: NamedTypes): readonly Change[] {
  return [
    ...typeChanges(`${path}.type`, after.name, before.type, after.type, types),
    ...(before.optional === after.optional
      ? []
      : [
          breaking('attribute.changed', {
            path,
            summary: `${after.name} becomes ${after.optional ? 'optional' : 'required'}.`,
            consequence: after.optional
              ? 'Callers that read it must expect that it is missing.'
              : 'Items of before that lack it are refused by reads, and callers that leave it out do not compile.',
          }),
        ]),
    ...MODIFIERS.filter(({ property }) => !same(before[property], after[property])).map(
      ({ property, breaks, consequence }) =>
        (breaks ? breaking : compatible)('attribute.changed', {
          path: `${path}.${property}`,
          summary: `${property} of ${after.name} changes ${fromTo(before[property], after[property])}.`,
          consequence,
        }),
    ),
  ];
}

/** The `types` of both schemas, and the pairs of types that are being compared further out: a type may hold itself. */
export interface NamedTypes {
  readonly old: readonly NamedType[];
  readonly now: readonly NamedType[];
  readonly inside: readonly string[];
}

/** Changes of the type of `name`, followed through named types into each field that is different. */
function typeChanges(path: string, name: string, before: Type, after: Type, types: NamedTypes): readonly Change[] {
  const pair = `${canonical(before)} ${canonical(after)}`;
  if (types.inside.includes(pair)) return [];
  const within: NamedTypes = { ...types, inside: [...types.inside, pair] };
  const [old, now] = [opened(before, types.old), opened(after, types.now)];
  if (old.kind === 'map' && now.kind === 'map') {
    return attributeChanges(path, old.fields, now.fields, within);
  }
  const [element, changed] = [kindOf(old).inside(old).elements[0], kindOf(now).inside(now).elements[0]];
  if (old.kind === now.kind && element !== undefined && changed !== undefined) {
    return typeChanges(`${path}.${element.step}`, `${element.of} ${name}`, element.type, changed.type, within);
  }
  if (old.kind === 'union' && now.kind === 'union' && old.discriminator === now.discriminator) {
    return variantChanges(path, name, old, now, within);
  }
  return same(old, now) ? [] : plainChanges(path, name, old, now);
}

/** A named type as the map that it is. */
function opened(type: Type, types: readonly NamedType[]): Type {
  if (type.kind !== 'reference') return type;
  const named = types.find(({ name }) => name === type.name);
  return named === undefined ? type : { kind: 'map', fields: named.fields };
}

type Union = Extract<Type, { readonly kind: 'union' }>;

function variantChanges(path: string, name: string, before: Union, after: Union, types: NamedTypes): readonly Change[] {
  const tags = (union: Union): readonly string[] => union.variants.map(({ tag }) => tag);
  const kept = after.variants.flatMap((now) => {
    const then = before.variants.find(({ tag }) => tag === now.tag);
    return then === undefined ? [] : [[then, now] as const];
  });
  const told = { path, summary: `The variants of ${name} change ${fromTo(tags(before), tags(after))}.` };
  return [
    ...valueChanges(told, tags(before), tags(after)),
    ...kept.flatMap(([then, now]) =>
      typeChanges(
        `${path}.${now.tag}`,
        `the variant ${now.tag} of ${name}`,
        { kind: 'reference', name: then.type },
        { kind: 'reference', name: now.type },
        types,
      ),
    ),
  ];
}

/** Between types that hold no other types, or of different kinds. */
function plainChanges(path: string, name: string, before: Type, after: Type): readonly Change[] {
  const told = { path, summary: `The type of ${name} changes ${fromTo(before, after)}.` };
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  if (old.kind !== now.kind) {
    return [
      breaking('type.changed', {
        ...told,
        consequence: 'Items of before hold the old type, so reads refuse them, and callers do not compile.',
      }),
    ];
  }
  if (before.kind === 'enum' && after.kind === 'enum') return valueChanges(told, before.values, after.values);
  const tighter = TIGHTER.filter(({ is }) => is(old, now));
  if (
    tighter.length > 0 ||
    Object.keys({ ...old, ...now }).some((property) => !LIMITS.has(property) && !same(old[property], now[property]))
  ) {
    return [
      breaking('type.changed', {
        ...told,
        consequence: 'Values that were fine before are refused on writes, or are read as something else.',
      }),
    ];
  }
  return [compatible('type.changed', { ...told, consequence: 'Every value of before still fits.' })];
}

type Properties = { readonly [property: string]: unknown };

const propertiesOf = (value: unknown): Properties => (typeof value === 'object' && value !== null ? { ...value } : {});

/** Of an enum, or of a union's variants. */
function valueChanges(
  told: Pick<Change, 'path' | 'summary'>,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const gone = before.filter((value) => !after.includes(value));
  const fresh = after.filter((value) => !before.includes(value));
  if (gone.length > 0) {
    return [
      breaking('type.changed', {
        ...told,
        consequence: `Items of before may hold ${shown(gone)}, which reads then refuse.`,
      }),
    ];
  }
  return fresh.length === 0
    ? []
    : [
        compatible('type.changed', {
          ...told,
          consequence: `Clients of before refuse items with ${shown(fresh)}, and callers that list all values do not compile: deploy readers first.`,
        }),
      ];
}

/** Options that only say how much of a type is allowed. */
const LIMITS: ReadonlySet<string> = new Set([
  'kind',
  'minLength',
  'maxLength',
  'min',
  'max',
  'pattern',
  'format',
  'after',
]);

const number = (value: unknown, missing: number): number => (typeof value === 'number' ? value : missing);

const TIGHTER: readonly { is(before: Properties, after: Properties): boolean }[] = [
  ...['minLength', 'min'].map((name) => ({
    is: (before: Properties, after: Properties) =>
      number(after[name], Number.NEGATIVE_INFINITY) > number(before[name], Number.NEGATIVE_INFINITY),
  })),
  ...['maxLength', 'max'].map((name) => ({
    is: (before: Properties, after: Properties) =>
      number(after[name], Number.POSITIVE_INFINITY) < number(before[name], Number.POSITIVE_INFINITY),
  })),
  ...['pattern', 'format'].map((name) => ({
    is: (before: Properties, after: Properties) => after[name] !== undefined && after[name] !== before[name],
  })),
];
