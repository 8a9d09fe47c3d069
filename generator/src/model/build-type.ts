import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import { suggestion } from '../diagnostics/suggest.js';
import { checkDefault } from '../keys/scalar-codec.js';
import type { Named, RawAttribute, RawAttributeMap, RawElement, RawElementMap } from '../parse/raw-schema.js';
import { withoutUndefined } from '../text/without-undefined.js';
import { ALL_KINDS, kindOf } from '../types/kinds.js';
import { OPTIONS } from '../types/options.js';
import { SET_ITEMS } from '../types/set.js';
import type { BuildContext } from './build-context.js';
import { markBroken } from './build-context.js';
import { entriesInOrder, inOrder } from './order.js';
import type { Field, Type } from './type.js';
import type { TypeText } from './type-text.js';
import { readTypeText, TYPE_WORDS } from './type-text.js';

/** Stands in for a type that could not be read, so that the rest can go on. */
const UNREADABLE: TypeText = { type: { kind: 'json' }, optional: false };

const WAYS = ['type', 'enum', 'list', 'set', 'map', 'record', 'union'] as const;

/** The type of an attribute or element, and whether its text ends in `?`. */
function buildType(raw: RawElement, path: Path, context: BuildContext): TypeText {
  if (typeof raw === 'string') return buildTypeText(raw, path, context);
  const ways = WAYS.filter((way) => raw[way] !== undefined);
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    context.report({
      code: 'schema.type-option',
      path,
      part: 'key',
      summary:
        ways.length === 0
          ? 'There is no type here.'
          : `The type is given more than once: ${ways.map((word) => `\`${word}\``).join(' and ')}.`,
      hint: 'Give exactly one of `type`, `enum`, `list`, `set`, `map`, `record` and `union`.',
    });
    markBroken(context, path);
    return UNREADABLE;
  }
  const base = baseType(way, raw, path, context);
  return { type: withOptions(base.type, raw, path, context), optional: base.optional };
}

/** The type of a list's element or a record's value, which cannot be optional. */
function buildElement(raw: RawElement, path: Path, context: BuildContext): Type {
  const { type, optional } = buildType(raw, path, context);
  if (optional) {
    context.report({
      code: 'schema.type-option',
      path,
      summary: 'An element cannot be optional.',
      why: 'DynamoDB lists and maps have no holes.',
      hint: 'Remove the `?`.',
    });
  }
  return type;
}

function buildTypeText(text: string, path: Path, context: BuildContext): TypeText {
  const result = readTypeText(text, (name) => context.typeNames.has(name));
  if (!('unknown' in result)) return result;
  markBroken(context, path);
  const inSet = text.startsWith('set<') && result.offset === 4;
  // Any name may stand in the section that could not be read.
  if (!inSet && context.broken.has(pathKey(['types'])) && /^[A-Z]/.test(result.unknown)) return UNREADABLE;
  const known = inSet ? SET_ITEMS : [...TYPE_WORDS, ...context.typeNames];
  context.report({
    code: 'schema.unknown-type',
    path,
    range: { offset: result.offset, length: result.unknown.length },
    summary: inSet
      ? `A set holds strings, numbers or binaries, not \`${result.unknown}\`.`
      : `There is no type \`${result.unknown}\`.`,
    hint: otherWord(result.unknown) ?? suggestion(result.unknown, known, 'types'),
  });
  return UNREADABLE;
}

function baseType(way: (typeof WAYS)[number], raw: RawElementMap, path: Path, context: BuildContext): TypeText {
  const here = [...path, way];
  const of = (type: Type): TypeText => ({ type, optional: false });
  switch (way) {
    case 'type':
      return buildTypeText(raw.type as string, here, context);
    case 'enum':
      return of({ kind: 'enum', values: raw.enum ?? [] });
    case 'list':
      return of({ kind: 'list', items: buildElement(raw.list as RawElement, here, context) });
    case 'set':
      return of({ kind: 'set', items: raw.set ?? 'string' });
    case 'record':
      return of({ kind: 'record', values: buildElement(raw.record as RawElement, here, context) });
    case 'map':
      return of({ kind: 'map', fields: buildFields(raw.map ?? {}, here, context) });
    case 'union': {
      const { discriminator = '', variants = {} } = raw.union ?? {};
      return of({
        kind: 'union',
        discriminator,
        variants: entriesInOrder(variants).map(([tag, type]) => ({ tag, type })),
      });
    }
  }
}

function withOptions(type: Type, raw: RawElementMap, path: Path, context: BuildContext): Type {
  const { options = [], stores, withOptions: build } = kindOf(type);
  const isRead = !context.broken.has(pathKey([...path, 'type']));
  for (const option of OPTIONS) {
    if (raw[option] === undefined || options.includes(option) || !isRead) continue;
    const fitting = ALL_KINDS.filter(([, kind]) => kind.options?.includes(option)).map(([kind]) => kind);
    context.report({
      code: 'schema.type-option',
      path: [...path, option],
      part: 'key',
      summary: `\`${option}\` is not an option of the type ${type.kind}.`,
      why: 'It would have no effect.',
      hint: `It belongs to ${fitting.join(' and ')}. Remove it, or change the type.`,
    });
  }
  if (raw.store !== undefined && stores?.includes(raw.store) === false) {
    context.report({
      code: 'schema.value',
      path: [...path, 'store'],
      summary: `\`store\` of a ${type.kind} cannot be \`${raw.store}\`.`,
      hint: `Allowed here: ${stores.map((store) => `\`${store}\``).join(', ')}.`,
    });
  }
  return build?.(type, raw) ?? type;
}

/** Words that other languages have for our types, and what to write here. */
const WRITE: ReadonlyMap<string, string> = new Map(
  ALL_KINDS.flatMap(([, { otherWords = {} }]) => Object.entries(otherWords)),
);

/** Returns a hint for a word that means a type elsewhere. */
function otherWord(word: string): string | undefined {
  const write = WRITE.get(word.toLowerCase());
  return write === undefined ? undefined : `Write ${write}.`;
}

/** Attributes or fields: those of `first` in its order, then the rest in code-unit order. */
export function buildFields(
  raw: Named<RawAttribute>,
  path: Path,
  context: BuildContext,
  first: readonly string[] = [],
): readonly Field[] {
  const names = new Set([...first.filter((name) => Object.hasOwn(raw, name)), ...inOrder(Object.keys(raw))]);
  return [...names].map((name) => buildField(name, raw[name] as RawAttribute, [...path, name], context));
}

/** The default as reads return it, so that an absent attribute reads like a written one. Rules report one that is none. */
function canonicalDefault(type: Type, given: Field['default']): Field['default'] {
  if (given === undefined || kindOf(type).default?.verbatim) return given;
  const checked = checkDefault(type, given);
  return typeof checked.problem === 'string' || typeof given !== typeof checked.value
    ? given
    : (checked.value as Field['default']);
}

function buildField(name: string, raw: RawAttribute, path: Path, context: BuildContext): Field {
  const { type, optional } = buildType(raw, path, context);
  const modifiers: RawAttributeMap = typeof raw === 'string' ? {} : raw;
  return withoutUndefined({
    name,
    storedName: modifiers.name ?? name,
    type,
    optional: optional || modifiers.optional === true,
    default: canonicalDefault(type, modifiers.default),
    generate: modifiers.generate,
    compute: modifiers.compute,
    readonly: modifiers.readonly ?? false,
    hidden: modifiers.hidden ?? false,
    sensitive: modifiers.sensitive ?? false,
    description: modifiers.description,
    deprecated: modifiers.deprecated === false ? undefined : modifiers.deprecated,
  });
}
