import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Entity } from '../../model/entity.js';
import type { Field } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { KEY_TYPE_HINT, standsInKeys } from '../key-types.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';
import { attributeNamed, parameterRange, readableTemplate } from '../templates.js';

/** Computed attributes are text made of attributes that are always there, and never of themselves. */
export const computedAttributes: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    for (const field of entity.attributes) {
      const path = ['entities', entity.name, 'attributes', field.name];
      if (field.compute === undefined || isSuspect(context, path)) continue;
      checkTemplate(
        entity,
        field,
        [...path, 'compute'],
        (name) => isSuspect(context, ['entities', entity.name, 'attributes', name]),
        report,
      );
    }
  }
};

function checkTemplate(
  entity: Entity,
  field: Field,
  path: readonly string[],
  broken: (name: string) => boolean,
  report: Report,
): void {
  if (field.type.kind !== 'string') {
    report({
      code: 'schema.compute',
      path,
      part: 'key',
      summary: `\`${field.name}\` is computed, but of type ${field.type.kind}.`,
      why: 'A template makes text.',
      hint: 'Make it a `string`.',
    });
  }
  const template = parseKeyTemplate(field.compute ?? '');
  if ('reason' in template) {
    const range = { offset: template.offset, length: Math.max(1, template.length) };
    report({
      code: 'key.template',
      path,
      range,
      summary: `\`${field.compute}\` is not a template.`,
      hint: 'Parameters are written `{attribute}` or `{attribute:format}`.',
    });
    return;
  }
  template.parameters.forEach(({ name, format }, index) => {
    const range = parameterRange(template, index);
    const source = attributeNamed(entity, name);
    if (source === undefined) {
      const hint = suggestion(
        name,
        entity.attributes.map((attribute) => attribute.name),
        `attributes of ${entity.name}`,
      );
      report({
        code: 'schema.unknown-attribute',
        path,
        range,
        summary: `${entity.name} has no attribute \`${name}\`.`,
        hint,
      });
      return;
    }
    if (broken(name)) return;
    const wrong =
      leadsTo(name, field.name, entity) || name === field.name ? undefined : sourceProblem(field, source, format.kind);
    if (wrong !== undefined) report({ code: 'schema.compute', path, range, ...wrong });
  });
  if (leadsTo(field.name, field.name, entity)) {
    report({
      code: 'schema.compute',
      path,
      summary: `\`${field.name}\` is computed from itself.`,
      why: 'It could never be worked out.',
      hint: 'Take it out of the template, and out of those of the attributes that it is made of.',
    });
  }
}

function sourceProblem(
  field: Field,
  source: Field,
  format: string,
): { summary: string; why?: string; hint: string } | undefined {
  const { kind } = source.type;
  if (source.compute !== undefined) {
    return {
      summary: `\`${source.name}\` is computed itself.`,
      why: 'Computed attributes are made of what callers give, in one step.',
      hint: `Put its template in place of it: "${source.compute}".`,
    };
  }
  if (!standsInKeys(source.type)) {
    return {
      summary: `\`${source.name}\` is of type ${kind}, which has no text form.`,
      hint: KEY_TYPE_HINT,
    };
  }
  if (format === 'date' && kindOf(source.type).key?.dates === undefined) {
    return {
      summary: `\`${source.name}\` is of type ${kind}, which has no date format.`,
      hint: 'Date patterns are for datetimes and dates.',
    };
  }
  if (source.optional && !field.optional) {
    return {
      summary: `\`${source.name}\` is optional, but \`${field.name}\` is computed from it and is not.`,
      why: 'Without the one there is no value for the other.',
      hint: `Make \`${source.name}\` required, or \`${field.name}\` optional.`,
    };
  }
  return undefined;
}

/** Returns whether computing an attribute needs the value of another. */
function leadsTo(from: string, to: string, entity: Entity): boolean {
  const seen = new Set<string>();
  const pending = [from];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const parameter of readableTemplate(attributeNamed(entity, name)?.compute)?.parameters ?? []) {
      if (parameter.name === to) return true;
      if (!seen.has(parameter.name)) pending.push(parameter.name);
      seen.add(parameter.name);
    }
  }
  return false;
}
