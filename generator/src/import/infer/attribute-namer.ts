import type { SampleValue, WorkbenchItem } from '../nosql-workbench/workbench-model.js';
import { textOf } from './group-items.js';
import type { Part } from './infer-template.js';
import { prefixOf } from './name-entities.js';
import { attributeName, freeName, isOpaque } from './words.js';

/** An attribute of one entity with what the samples hold for it. */
export interface NamedAttribute {
  readonly name: string;
  /** Absent for one that was only part of a key. */
  readonly stored?: string;
  /** The text before it in the key that it was part of. */
  readonly literal?: string | undefined;
  readonly texts: ReadonlyMap<WorkbenchItem, string>;
  readonly samples: readonly SampleValue[];
}

/** Hints for the name of a key's column. */
export interface Hints {
  readonly entity: string;
  readonly role: 'partition' | 'sort';
  /** The words of the key attribute's name or of a facet's alias, one for each column. */
  readonly names: readonly string[] | undefined;
  readonly legend: ReadonlyMap<string, string>;
}

/** The attributes of one entity; columns of its keys find theirs here, or become new ones. */
export interface AttributeNamer {
  readonly attributes: readonly NamedAttribute[];
  isAttribute(items: readonly WorkbenchItem[], values: readonly string[]): boolean;
  nameColumn(parts: readonly Part[], at: number, items: readonly WorkbenchItem[], hints: Hints): string;
}

export function attributeNamer(items: readonly WorkbenchItem[], stored: readonly string[]): AttributeNamer {
  const attributes: NamedAttribute[] = [];
  const isTaken = (name: string): boolean => attributes.some((attribute) => attribute.name === name);
  for (const name of stored) {
    const kinds = new Set(items.flatMap((item) => item.get(name)?.type ?? []));
    const texts =
      kinds.size > 1
        ? []
        : items.flatMap((item): [WorkbenchItem, string][] => {
            const text = textOf(item, name);
            return text === undefined || !standsInKey(item.get(name) as SampleValue) ? [] : [[item, text]];
          });
    attributes.push({
      name: freeName(attributeName(name, 'value'), isTaken),
      stored: name,
      texts: new Map(texts),
      samples: items.flatMap((item) => item.get(name) ?? []),
    });
  }
  /** One value under two literals (`o#1` and `c#1`) is chance, unless the names agree or there are several values. */
  const equal = (
    of: readonly WorkbenchItem[],
    values: readonly string[],
    wanted?: string,
    literal?: string,
  ): NamedAttribute | undefined => {
    const all = attributes.filter(({ texts }) => of.every((item, i) => texts.get(item) === values[i]));
    const varies = new Set(values).size > 1;
    return (
      all.find(({ name }) => name === wanted) ??
      all.find(({ stored, literal: other }) => stored !== undefined || varies || other === literal)
    );
  };
  return {
    attributes,
    isAttribute: (of, values) => equal(of, values) !== undefined,
    nameColumn(parts, at, of, hints) {
      const column = parts[at] as Extract<Part, { kind: 'column' }>;
      const wanted = attributeName(proposal(parts, at, hints), 'keyPart');
      const before = parts[at - 1];
      const literal = before?.kind === 'literal' ? before.text : undefined;
      const known = of.length === 0 ? undefined : equal(of, column.values, wanted, literal);
      if (known !== undefined) return known.name;
      const name = freeName(wanted, isTaken, 'Key');
      const samples = column.values.map((value): SampleValue => ({ type: 'S', value }));
      attributes.push({
        name,
        literal,
        texts: new Map(of.map((item, i) => [item, column.values[i] as string])),
        samples,
      });
      return name;
    },
  };
}

/** Keys hold whole numbers and text; anything else would need a format that the samples do not tell. */
const standsInKey = ({ type, value }: SampleValue): boolean => type === 'S' || /^\d{1,15}$/.test(String(value));

function proposal(parts: readonly Part[], at: number, { names, legend, entity, role }: Hints): string {
  const columns = parts.filter((part) => part.kind === 'column');
  const column = parts[at] as Extract<Part, { kind: 'column' }>;
  const hint = names?.length === columns.length ? names[columns.indexOf(column)] : undefined;
  if (hint !== undefined && !isOpaque(hint)) return hint;
  const before = parts[at - 1];
  if (before?.kind === 'literal' && /\p{L}/u.test(before.text)) {
    return `${legend.get(before.text) ?? before.text.toLowerCase()} id`;
  }
  const { values } = column;
  if (values.length > 0 && values.every((value) => /^\d{4}-\d\d-\d\d$/.test(value))) return 'date';
  if (values.length > 0 && values.every((value) => /^\d{4}-\d\d-\d\dT/.test(value))) return 'time';
  const prefix = prefixOf([column]);
  if (prefix !== '') return `${prefix} id`;
  return `${entity} ${role === 'partition' ? 'id' : 'key'}`;
}
