import type { KeyTemplate } from '@tenantry/runtime';
import type { Entity } from '../../model/entity.js';
import type { Rule } from '../rule.js';
import { attributeNamed, entityTemplates, readableTemplate } from '../templates.js';

/** Bytes of UTF-8: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const LIMIT = { partition: 2048, sort: 1024 } as const;

/** Keys that could only be longer than DynamoDB allows. */
export const keyLength: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    for (const { path, text, part } of entityTemplates(entity, context)) {
      const template = readableTemplate(text);
      const length = template === undefined ? 0 : shortest(template, entity);
      if (length <= LIMIT[part]) continue;
      report({
        code: 'key.too-long',
        path,
        summary: `This key has at least ${length} bytes.`,
        why: `DynamoDB allows ${LIMIT[part]} bytes for a ${part} key.`,
        hint: 'Shorten the fixed text, or use shorter attributes.',
      });
    }
  }
};

/** The bytes of the shortest key: every parameter has at least one. */
function shortest(template: KeyTemplate, entity: Entity): number {
  return template.segments.reduce((bytes, segment) => {
    if (segment.kind === 'literal') return bytes + Buffer.byteLength(segment.text);
    if (segment.format.kind === 'pad') return bytes + segment.format.width;
    const type = attributeNamed(entity, segment.name)?.type;
    if (type?.kind === 'string') return bytes + Math.max(1, type.minLength ?? 1);
    if (type?.kind === 'enum') return bytes + Math.min(...type.values.map((value) => Buffer.byteLength(value)));
    return bytes + 1;
  }, 0);
}
