import { GUARD_PREFIX } from '@tenantry/runtime/key-templates';
import type { Report } from '../../diagnostics/problem.js';
import type { EntityKey } from '../../keys/common-key.js';
import { commonKey } from '../../keys/common-key.js';
import { keyParametersOf } from '../../keys/scope-parameters.js';
import { templateLanguage } from '../../keys/template-language.js';
import { automaton } from '../../language/build-automaton.js';
import { ANY_CHARACTER, characters, difference } from '../../language/char-set.js';
import { commonText } from '../../language/common-text.js';
import { choice, exactly, repeat, sequence } from '../../language/language.js';
import type { Entity } from '../../model/entity.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken } from '../rule.js';
import { isComplete, readableTemplate } from '../templates.js';

/** No two entities of one table can make the same primary key, nor one the key of a guard item. */
export const keyOverlap: Rule = (context, report) => {
  const keys = context.model.entities.flatMap((entity) => {
    const key = entityKey(entity, context);
    return key === undefined ? [] : [{ entity, key }];
  });
  for (const { entity, key } of keys) checkReserved(entity, key, report);
  keys.forEach(({ entity, key }, i) => {
    for (const { entity: other, key: otherKey } of keys.slice(0, i)) {
      if (entity.table !== other.table) continue;
      const common = commonKey(otherKey, key);
      if (common === undefined) continue;
      const text = common.sort === undefined ? common.partition : `${common.partition} / ${common.sort}`;
      report({
        code: 'key.overlap',
        path: ['entities', entity.name, 'key'],
        part: 'key',
        summary: `${other.name} and ${entity.name} can both have the key \`${text}\`.`,
        why: `A write of one would overwrite the other: they share the table \`${entity.table}\`.`,
        hint: `Begin their sort keys with different text, such as \`${other.name.toUpperCase()}#\` and \`${entity.name.toUpperCase()}#\`.`,
        symmetric: true,
        related: [{ path: ['entities', other.name, 'key'], part: 'key', note: 'the other key' }],
      });
    }
  });
};

/** The texts that do not begin with the prefix of guard items. */
const FREE = automaton(
  choice(
    ...[...GUARD_PREFIX].map((character, i) =>
      sequence(
        exactly(GUARD_PREFIX.slice(0, i)),
        choice(
          sequence(),
          sequence(repeat(difference(ANY_CHARACTER, characters(character)), 1, 1), repeat(ANY_CHARACTER, 0)),
        ),
      ),
    ),
  ),
);

const ANYTHING = automaton(repeat(ANY_CHARACTER, 0));

/** Every such key is refused when an item is written, so that no id names a guard item. */
function checkReserved({ name }: Entity, { sort, parameters }: EntityKey, report: Report): void {
  const [first] = sort?.segments ?? [];
  // Free text, and fixed text that begins otherwise, is the case of nearly all entities.
  if (sort === undefined || (first?.kind === 'literal' && !first.text.startsWith(GUARD_PREFIX.charAt(0)))) return;
  const keys = automaton(templateLanguage(sort, parameters));
  if (commonText(keys, FREE) !== undefined || commonText(keys, ANYTHING) === undefined) return;
  report({
    code: 'key.overlap',
    path: ['entities', name, 'key', 'sort'],
    summary: `Sort keys of ${name} begin with \`${GUARD_PREFIX}\`, as those of guard items do.`,
    why: 'A guard item keeps a unique attribute unique, and no other item may have its key.',
    hint: `Begin them with other text, such as \`${name.toUpperCase()}#\`.`,
  });
}

/** The key where it can be reasoned about; another rule has reported why not. */
function entityKey(entity: Entity, context: RuleContext): EntityKey | undefined {
  const { model } = context;
  const partition = readableTemplate(entity.key.partition);
  const sort = readableTemplate(entity.key.sort);
  const table = model.tables.find(({ name }) => name === entity.table);
  if (partition === undefined || table === undefined || (table.sortKey === undefined) !== (sort === undefined))
    return undefined;
  if (!isComplete(partition, entity) || (sort !== undefined && !isComplete(sort, entity))) return undefined;
  if (holdsBroken(context, ['entities', entity.name])) return undefined;
  return { partition, sort, parameters: keyParametersOf(model, entity) };
}
