import type { AttributeType } from './attribute.js';
import { isRecord, propertyOf } from './map.js';
import { refuse, refuseType, undecodable } from './refuse.js';

/** One of several map types, told apart by the text of one field, the discriminator. */
export function union(discriminator: string, variants: { readonly [tag: string]: AttributeType }): AttributeType {
  const tags = Object.keys(variants).join(', ');
  const variantOf = (tag: unknown): AttributeType | undefined =>
    typeof tag === 'string' && Object.hasOwn(variants, tag) ? variants[tag] : undefined;
  return {
    name: 'union',
    union: { discriminator, variants },
    // Worked out when it is asked for: a variant may be declared later.
    get fields() {
      return [...new Set([discriminator, ...Object.values(variants).flatMap((variant) => variant.fields ?? [])])];
    },
    encode(value, path, report) {
      if (!isRecord(value)) return refuseType(report, path, 'an object', value);
      const tag = propertyOf(value, discriminator);
      const variant = variantOf(tag);
      if (!variant) return refuse(report, `${path}.${discriminator}`, `is none of ${tags}`);
      const own = variant.inside?.(discriminator) ? value : without(value, discriminator, variant.fields);
      const stored = variant.encode(own, path, report);
      return stored && { M: { ...stored.M, [discriminator]: { S: tag as string } } };
    },
    decode(value, path) {
      const tag = value.M?.[discriminator]?.S;
      const variant = variantOf(tag);
      if (!variant) return undecodable(path, `a map whose ${discriminator} is one of ${tags}`, value);
      return { [discriminator]: tag, ...(variant.decode(value, path) as object) };
    },
    inside(step) {
      if (step === discriminator) return { type: tagType, stored: step };
      for (const variant of Object.values(variants)) {
        const found = variant.inside?.(step);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Returns the properties without one of them; those of getters of the object's class are fields too. */
function without(
  value: { readonly [name: string]: unknown },
  omitted: string,
  fields: readonly string[] = [],
): { readonly [name: string]: unknown } {
  const names = new Set([...Object.keys(value), ...fields]);
  names.delete(omitted);
  return Object.fromEntries([...names].map((name) => [name, propertyOf(value, name)]));
}

const tagType: AttributeType = {
  name: 'string',
  encode: (value, path, report) =>
    typeof value === 'string' ? { S: value } : refuseType(report, path, 'a string', value),
  decode: (value, path) => value.S ?? undecodable(path, 'S', value),
};
