import type { Field } from '../../model/type.js';
import { breaking, type Change, compatible, fromTo, matched, same } from './change.js';
import { type NamedTypes, typeChanges } from './types.js';

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
