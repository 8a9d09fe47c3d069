import type { Path } from '../diagnostics/path.js';
import { checkDefault } from '../keys/scalar-codec.js';
import type { Named, RawAttribute, RawAttributeMap } from '../parse/raw-schema.js';
import { withoutUndefined } from '../text/without-undefined.js';
import { kindOf } from '../types/kinds.js';
import type { BuildContext } from './build-context.js';
import { buildType } from './build-type.js';
import { inOrder } from './order.js';
import type { Field, Type } from './type.js';

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
