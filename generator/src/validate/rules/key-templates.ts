import type { KeyTemplate, TemplateProblem } from '@tenantry/runtime/key-templates';
import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import type { Path } from '../../diagnostics/path.js';
import type { Place, Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Entity } from '../../model/entity.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken, isBroken } from '../rule.js';
import { attributeNamed, entityTemplates, isShard, parameterRange } from '../templates.js';

/** Every template can be read, and its parameters are attributes of the entity. */
export const keyTemplates: Rule = (context, report) => {
  const { model } = context;
  for (const entity of model.entities) checkEntity(entity, context, report);
  for (const { name, prefix } of model.scopes) {
    readableOrReported(prefix, ['scopes', name, 'prefix'], report);
  }
  for (const [section, field, list] of [
    ['collections', 'partition', model.collections.map((each) => [each.name, each.partition])],
    ['buckets', 'prefix', model.buckets.map((each) => [each.name, each.prefix])],
  ] as const) {
    for (const [name = '', text = ''] of list) {
      readableOrReported(text, [section, name, field], report);
    }
  }
};

/** Attributes that templates name and the entity lacks: one problem each, however many templates name it. */
function checkEntity(entity: Entity, context: RuleContext, report: Report): void {
  const unknown = new Map<string, Place[]>();
  for (const { path, text } of entityTemplates(entity, context)) {
    const template = readableOrReported(text, path, report);
    template?.parameters.forEach(({ name }, index) => {
      if (attributeNamed(entity, name) !== undefined || isShard(entity, name)) return;
      if (name === 'shard' && holdsBroken(context, ['entities', entity.name, 'shard'])) return;
      const places = unknown.get(name) ?? [];
      unknown.set(name, [...places, { path, range: parameterRange(template, index) }]);
    });
  }
  if (isBroken(context, ['entities', entity.name])) return;
  const known = entity.attributes.map(({ name }) => name);
  for (const [name, [first, ...others]] of unknown) {
    if (first === undefined) continue;
    report({
      code: 'key.unknown-attribute',
      ...first,
      summary: `${entity.name} has no attribute \`${name}\`.`,
      why: 'Keys are made from attributes of the item.',
      hint:
        name === 'shard'
          ? 'Add `shard: { of: …, count: … }` to the entity.'
          : suggestion(name, known, `attributes of ${entity.name}`),
      related: others.map((place) => ({ ...place, note: 'named here too' })),
    });
  }
}

const WORDING: {
  readonly [reason in TemplateProblem['reason']]: (text: string) => readonly [summary: string, hint: string];
} = {
  empty: () => ['The template is empty.', 'Write fixed text or `{attribute}`.'],
  unclosed: () => ['A `{` is not closed.', 'Parameters are written `{attribute}`.'],
  'stray-brace': () => ['A `}` closes nothing.', 'Parameters are written `{attribute}`.'],
  'bad-name': (text) => [
    `\`${text}\` names no attribute.`,
    'A parameter is an attribute, such as `{tenantId}` or `{hours:pad(8)}`.',
  ],
  'bad-format': (text) => [
    `\`${text}\` has a format that does not exist.`,
    "Formats: `pad(n)` with n from 1 to 38, `lower`, `yyyy`, `yyyy-MM`, `yyyy-MM-dd`, `yyyy-MM-dd'T'HH`, `yyyy-MM-dd'T'HH:mm`.",
  ],
  'adjacent-parameters': (text) => [
    `\`${text}\` follows another parameter directly.`,
    'Put a delimiter such as `#` between them: the key could not be read back otherwise.',
  ],
};

/** Characters that nobody sees, and those that no key may hold. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{10FFFF}]/u;

function readableOrReported(text: string, path: Path, report: Report): KeyTemplate | undefined {
  const template = parseKeyTemplate(text);
  const hidden = text.search(HIDDEN);
  if ('reason' in template) {
    const [summary, hint] = WORDING[template.reason](template.text);
    const range = { offset: template.offset, length: template.length || text.length };
    report({ code: 'key.template', path, range, summary, hint });
    return undefined;
  }
  if (hidden >= 0) {
    report({
      code: 'key.template',
      path,
      range: { offset: hidden, length: 1 },
      summary: 'The template contains an invisible character.',
      why: 'A key that only looks like another one hides a mistake.',
      hint: 'Remove it.',
    });
  }
  return template;
}
