import type { NamedType } from '../../model/model.js';
import type { Field, Type } from '../../model/type.js';
import { breaking, type Change, compatible, fromTo, matched, same, shown } from './change.js';

/** Changes of attributes, and of the named types that they refer to. */
export function attributeChanges(
  path: string,
  before: readonly Field[],
  after: readonly Field[],
  oldTypes: readonly NamedType[],
  newTypes: readonly NamedType[],
): readonly Change[] {
  const { added, removed, kept } = matched(before, after);
  const at = (name: string): string => `${path}.attributes.${name}`;
  return [
    ...added.map((field) => addedField(at(field.name), field)),
    ...removed.map(({ name, storedName }) =>
      breaking('attribute.removed', {
        path: at(name),
        summary: `The attribute ${name} is gone.`,
        consequence: `Callers that use it do not compile. Items keep ${storedName} until they are written again.`,
      }),
    ),
    ...kept.flatMap(([then, now]) => fieldChanges(at(now.name), then, now, oldTypes, newTypes)),
  ];
}

function addedField(path: string, { name, optional, default: value, generate, compute }: Field): Change {
  const summary = `The attribute ${name} is new.`;
  if (optional) return compatible('attribute.added', { path, summary, consequence: 'Items of before do not have it.' });
  const filled = value !== undefined || generate !== undefined || compute !== undefined;
  return breaking('attribute.added', {
    path,
    summary: `${summary.slice(0, -1)} and required.`,
    consequence: `${filled ? 'Writes fill it in' : 'Callers that write the entity have to give it'}, and items of before do not have it, so reads refuse them: make it optional, write it to all of them, then require it.`,
  });
}

/** What a changed property of an attribute means, where it is not its type. */
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
      'Items of before keep the value that they were written with; where it stands in a key they are not found.',
  },
  { property: 'readonly', breaks: true, consequence: 'Updates that set it do not compile any more, or may now.' },
  { property: 'hidden', breaks: true, consequence: 'Reads return it no more, or return it now to every caller.' },
  { property: 'default', breaks: false, consequence: 'Items of before keep what they have.' },
  { property: 'generate', breaks: false, consequence: 'Items of before keep what they have.' },
  { property: 'sensitive', breaks: false, consequence: 'Logs and errors show it, or do not any more.' },
];

function fieldChanges(
  path: string,
  before: Field,
  after: Field,
  oldTypes: readonly NamedType[],
  newTypes: readonly NamedType[],
): readonly Change[] {
  return [
    ...typeChanges(path, after.name, resolved(before.type, oldTypes), resolved(after.type, newTypes)),
    ...(before.optional === after.optional
      ? []
      : [
          breaking('attribute.changed', {
            path,
            summary: `${after.name} becomes ${after.optional ? 'optional' : 'required'}.`,
            consequence: after.optional
              ? 'Callers that read it have to expect that it is missing.'
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

/** Named types by their fields, so that a change in one shows in every attribute that uses it. A type inside itself stays a name. */
function resolved(type: Type, types: readonly NamedType[], inside: readonly string[] = []): unknown {
  if (type.kind === 'reference') {
    const named = types.find(({ name }) => name === type.name);
    if (named === undefined || inside.includes(type.name)) return type;
    return { kind: 'map', fields: fieldsOf(named.fields, types, [...inside, type.name]) };
  }
  switch (type.kind) {
    case 'list':
      return { ...type, items: resolved(type.items, types, inside) };
    case 'record':
      return { ...type, values: resolved(type.values, types, inside) };
    case 'map':
      return { ...type, fields: fieldsOf(type.fields, types, inside) };
    case 'union':
      return {
        ...type,
        variants: type.variants.map(({ tag, type: name }) => ({
          tag,
          type: resolved({ kind: 'reference', name }, types, inside),
        })),
      };
    default:
      return type;
  }
}

const fieldsOf = (fields: readonly Field[], types: readonly NamedType[], inside: readonly string[]): unknown =>
  fields.map(({ description: _, deprecated: __, ...field }) => ({
    ...field,
    type: resolved(field.type, types, inside),
  }));

function typeChanges(path: string, name: string, before: unknown, after: unknown): readonly Change[] {
  if (same(before, after)) return [];
  const told = { path: `${path}.type`, summary: `The type of ${name} changes ${fromTo(before, after)}.` };
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  if (old.kind !== now.kind) {
    return [
      breaking('type.changed', {
        ...told,
        consequence: 'Items of before hold the old type, so reads refuse them, and callers do not compile.',
      }),
    ];
  }
  if (old.kind === 'enum') return enumChange(told, textsOf(old.values), textsOf(now.values));
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
const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function enumChange(
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
