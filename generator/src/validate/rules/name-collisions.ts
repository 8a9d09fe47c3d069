import type { Path } from '../../diagnostics/path.js';
import { pathKey } from '../../diagnostics/path.js';
import type { Report } from '../../diagnostics/problem.js';
import { camelCase } from '../../text/names.js';
import type { EmittedName } from '../emitted-names.js';
import { emittedNames } from '../emitted-names.js';
import type { Rule } from '../rule.js';

/** No two definitions become one TypeScript name, one property of the client or one file. */
export const nameCollisions: Rule = ({ model }, report) => {
  const reported = new Set<string>();
  const check = (names: readonly EmittedName[], what: string, why: string): void => {
    const first = new Map<string, Path>();
    for (const { name, path } of names) {
      // A definition whose own name is refused gets another one anyway.
      if (isMisnamed(path)) continue;
      const other = first.get(name);
      if (other === undefined) first.set(name, path);
      else if (pathKey(other) !== pathKey(path)) collide(name, other, path, what, why, reported, report);
    }
  };
  check(emittedNames(model), 'the TypeScript name', 'The generated code would not compile.');
  check(
    [
      ...model.entities.map(({ name }) => ({ name: camelCase(name), path: ['entities', name] })),
      ...model.collections.map(({ name }) => ({ name, path: ['collections', name] })),
    ],
    "the client's property",
    'The client can have it once.',
  );
  for (const section of ['entities', 'roles', 'environments'] as const) {
    const names = model[section].map(({ name }) => ({ name: fileName(name), path: [section, name] }));
    check(names, 'the file name', 'Some file systems do not tell capital and small letters apart.');
  }
};

/** An entity or type without a name in PascalCase, which the shape of the schema reports. */
const isMisnamed = ([section, name]: Path): boolean =>
  (section === 'entities' || section === 'types') && !/^[A-Z][A-Za-z0-9]*$/.test(String(name));

const fileName = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

function collide(
  name: string,
  a: Path,
  b: Path,
  what: string,
  why: string,
  reported: Set<string>,
  report: Report,
): void {
  const pair = `${pathKey(a)} ${pathKey(b)}`;
  if (reported.has(pair)) return;
  reported.add(pair);
  report({
    code: 'schema.name-collision',
    path: b,
    part: 'key',
    summary: `\`${String(a.at(-1))}\` and \`${String(b.at(-1))}\` both need ${what} \`${name}\`.`,
    why,
    hint: 'Rename one of them.',
    symmetric: true,
    related: [{ path: a, part: 'key', note: 'the other one' }],
  });
}
