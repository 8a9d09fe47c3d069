import type { KeyTemplate } from '@tenantry/runtime/key-templates';
import type { Automaton } from '../../language/automaton.js';
import { automaton } from '../../language/build-automaton.js';
import { ANY_CHARACTER, characters, charSet, difference, union } from '../../language/char-set.js';
import { commonText } from '../../language/common-text.js';
import type { Language } from '../../language/language.js';
import { choice, exactly, repeat, sequence } from '../../language/language.js';
import type { Rule } from '../rule.js';
import { readableTemplate } from '../templates.js';

/** The characters of a session tag: beyond ASCII every letter, so the set is a little wider than that of STS. */
const TAG_CHARACTER = union(charSet('A-Z', 'a-z', '0-9', '\u0080-\uD7FF'), characters(' _.:/=+-@'));

/** No partition belongs to two scopes. */
export const scopeOverlap: Rule = ({ model }, report) => {
  const families = model.scopes.flatMap((scope) => {
    const template = readableTemplate(scope.prefix);
    return template === undefined ? [] : [{ scope, family: family(template) }];
  });
  families.forEach((one, i) => {
    for (const other of families.slice(0, i)) {
      const key = commonText(one.family, other.family);
      if (key === undefined) continue;
      report({
        code: 'scope.overlap',
        path: ['scopes', one.scope.name, 'prefix'],
        summary: `The partition \`${key}\` would belong to \`${other.scope.name}\` and to \`${one.scope.name}\`.`,
        why: 'Sessions of one scope could reach what the other owns.',
        hint: 'Begin the prefixes with different text, such as `TENANT#` and `USER#`.',
        symmetric: true,
        related: [{ path: ['scopes', other.scope.name, 'prefix'], note: 'the other prefix' }],
      });
    }
  });
};

/** All partitions of a scope: its prefix, then the end or a character that closes a parameter and anything behind it. */
function family(template: KeyTemplate): Automaton {
  const prefix: Language[] = template.segments.map((segment) =>
    segment.kind === 'literal' ? exactly(segment.text) : repeat(TAG_CHARACTER, 1),
  );
  const rest = sequence(repeat(difference(ANY_CHARACTER, TAG_CHARACTER), 1, 1), repeat(ANY_CHARACTER, 0));
  return automaton(sequence(...prefix, choice(sequence(), rest)));
}
