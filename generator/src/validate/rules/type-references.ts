import { suggestion } from '../../diagnostics/suggest.js';
import type { Field } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { allTypes } from '../all-fields.js';
import type { Rule } from '../rule.js';
import { holdsBroken, isSuspect } from '../rule.js';
import { holdsItself } from '../type-graph.js';

/** Unions have variants that exist, named types end, and each is used. */
export const typeReferences: Rule = (context, report) => {
  const { model } = context;
  const types = new Map(model.types.map((type) => [type.name, type]));
  const used = new Set<string>();
  for (const { type, path } of allTypes(model)) {
    for (const name of kindOf(type).inside(type).names) used.add(name);
    if (type.kind !== 'union') continue;
    for (const { tag, type: name } of type.variants) {
      const variant = types.get(name);
      const at = [...path, 'union', 'variants', tag];
      if (variant === undefined && !isSuspect(context, ['types', name])) {
        const hint = suggestion(name, types.keys(), 'types');
        report({
          code: 'schema.unknown-type',
          path: at,
          summary: `There is no type \`${name}\`.`,
          hint,
        });
      }
      const own = variant?.fields.find((field) => field.name === type.discriminator);
      if (own === undefined || canBe(own, tag)) continue;
      report({
        code: 'schema.modifier',
        path: at,
        summary: `\`${type.discriminator}\` of \`${name}\` cannot be \`${tag}\`, which the union writes into it.`,
        why: 'The field tells the variants apart.',
        hint: `Remove it from \`${name}\`, make it a string, or choose another \`discriminator\`.`,
        related: [{ path: ['types', name, type.discriminator], part: 'key', note: 'the field' }],
      });
    }
  }
  for (const { name } of model.types) {
    if (holdsItself(name, model.types, true)) {
      report({
        code: 'schema.type-cycle',
        path: ['types', name],
        part: 'key',
        summary: `\`${name}\` contains itself without end.`,
        why: 'No value of it could exist.',
        hint: 'Make one of the fields on the way optional, or a list.',
      });
    }
    if (used.has(name) || holdsBroken(context, ['types']) || holdsBroken(context, ['entities'])) continue;
    report({
      code: 'schema.unused-type',
      severity: 'warning',
      path: ['types', name],
      part: 'key',
      summary: `Nothing uses the type \`${name}\`.`,
      hint: `Give an attribute the type \`${name}\`, or remove it.`,
    });
  }
};

const canBe = ({ type, storedName, name }: Field, tag: string): boolean =>
  storedName === name && (type.kind === 'string' || (type.kind === 'enum' && type.values.includes(tag)));
