import type { KeyTemplate } from '@tenantry/runtime/key-templates';
import { automaton } from '../language/build-automaton.js';
import { commonText } from '../language/common-text.js';
import { cannotMeet } from './cannot-meet.js';
import type { KeyParameters } from './template-language.js';
import { templateLanguage } from './template-language.js';

/** The primary key of an entity with what its parameters stand for. */
export interface EntityKey {
  readonly partition: KeyTemplate;
  readonly sort: KeyTemplate | undefined;
  readonly parameters: KeyParameters;
}

/** A key that two entities can both make. */
export interface CommonKey {
  readonly partition: string;
  readonly sort?: string;
}

/** A key that both entities can make; undefined when there is none, which is then proved. */
export function commonKey(a: EntityKey, b: EntityKey): CommonKey | undefined {
  if (cannotMeet(a.partition, b.partition) || cannotMeet(a.sort, b.sort)) return undefined;
  const free = meet(a, b);
  const shared = [...repeatedParameters(a), ...repeatedParameters(b)];
  if (free === undefined || shared.length === 0) return free;
  // A parameter in both parts has one value, which two separate languages cannot say: try values for it.
  for (const value of candidateValues(a, b)) {
    const exact = meet(withFixed(a, value), withFixed(b, value));
    if (exact !== undefined) return exact;
  }
  return free;
}

function meet(a: EntityKey, b: EntityKey): CommonKey | undefined {
  const partition = commonOf(a.partition, a.parameters, b.partition, b.parameters);
  if (partition === undefined) return undefined;
  if (a.sort === undefined || b.sort === undefined) return { partition };
  const sort = commonOf(a.sort, a.parameters, b.sort, b.parameters);
  return sort === undefined ? undefined : { partition, sort };
}

const commonOf = (a: KeyTemplate, ofA: KeyParameters, b: KeyTemplate, ofB: KeyParameters): string | undefined =>
  commonText(automaton(templateLanguage(a, ofA)), automaton(templateLanguage(b, ofB)));

const repeatedParameters = ({ partition, sort }: EntityKey): string[] => {
  const names = new Set(partition.parameters.map(({ name }) => name));
  return (sort?.parameters ?? []).map(({ name }) => name).filter((name) => names.has(name));
};

const withFixed = (key: EntityKey, value: string): EntityKey => ({
  ...key,
  parameters: { ...key.parameters, fixed: new Map(repeatedParameters(key).map((name) => [name, value])) },
});

/** Values that could make keys equal: the words of both keys' fixed text, and short ones. */
function candidateValues(a: EntityKey, b: EntityKey): ReadonlySet<string> {
  const literals = [a.partition, a.sort, b.partition, b.sort].flatMap((template) =>
    (template?.segments ?? []).flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : [])),
  );
  return new Set([
    'a',
    'A',
    '1',
    ...literals.flatMap((literal) => literal.split(/[^A-Za-z0-9_.-]+/)).filter((word) => word !== ''),
  ]);
}
