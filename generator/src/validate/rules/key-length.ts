import type { KeyTemplate } from '@tenantry/runtime/key-templates';
import type { Entity } from '../../model/entity.js';
import { kindOf } from '../../types/kinds.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';
import { attributeNamed, entityTemplates, readableTemplate } from '../templates.js';

/** Bytes of UTF-8: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const LIMIT = { partition: 2048, sort: 1024 } as const;

/** Keys that are, or by their own limits can be, longer than DynamoDB allows. */
export const keyLength: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    for (const { path, text, part } of entityTemplates(entity, context)) {
      const template = readableTemplate(text);
      if (template === undefined || isSuspect(context, ['entities', entity.name, 'attributes'])) continue;
      const why = `DynamoDB allows ${LIMIT[part]} bytes for a ${part} key.`;
      const least = length(template, entity, 'shortest');
      const most = length(template, entity, 'longest');
      if (least > LIMIT[part]) {
        const hint = 'Shorten the fixed text, or use shorter attributes.';
        report({ code: 'key.too-long', path, summary: `This key has at least ${least} bytes.`, why, hint });
      } else if (most > LIMIT[part]) {
        report({
          code: 'key.may-be-too-long',
          severity: 'warning',
          path,
          summary: `This key can have ${most} bytes.`,
          why: `${why} Items with a longer one are refused when they are written.`,
          hint: 'Lower the `maxLength` of its attributes: a character may take three bytes.',
        });
      }
    }
  }
};

/** The bytes of a key. Text without a `maxLength` counts as one character: how long it gets is not known. */
function length(template: KeyTemplate, entity: Entity, which: 'shortest' | 'longest'): number {
  return template.segments.reduce((bytes, segment) => {
    if (segment.kind === 'literal') return bytes + Buffer.byteLength(segment.text);
    if (segment.format.kind === 'pad') return bytes + segment.format.width;
    const type = attributeNamed(entity, segment.name)?.type;
    const { least = 1, most = 1 } = (type && kindOf(type).key?.bytes?.(type)) ?? {};
    return bytes + (which === 'shortest' ? least : most);
  }, 0);
}
