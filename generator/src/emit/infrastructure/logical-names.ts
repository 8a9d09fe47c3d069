import type { Model } from '../../model/model.js';
import { wordOf } from '../../policy/sid.js';

/** Names of resources inside a template: letters and digits, unique, the same in every environment. */
export interface LogicalNames {
  table(name: string): string;
  role(name: string): string;
  /** `part` counts from 0. */
  policy(role: string, part: number): string;
  readonly sessionIssuerPolicy: string;
  /** For the principals that a role names itself. No other name ends like it. */
  sessionIssuer(role: string): string;
}

export function logicalNames(model: Model): LogicalNames {
  const tables = uniqueWords(model.tables.map(({ name }) => name));
  const roles = uniqueWords(
    model.roles.map(({ name }) => name),
    ['SessionIssuer'],
  );
  return {
    table: (name) => `${tables.get(name)}Table`,
    role: (name) => `${roles.get(name)}Role`,
    policy: (role, part) => `${roles.get(role)}Policy${part === 0 ? '' : part + 1}`,
    sessionIssuerPolicy: 'SessionIssuerPolicy',
    sessionIssuer: (role) => `${roles.get(role)}SessionIssuer`,
  };
}

/** Returns a word for each name. Two names such as `a-b` and `a_b` make one word, so the later ones are numbered. */
function uniqueWords(names: readonly string[], taken: readonly string[] = []): ReadonlyMap<string, string> {
  const seen = new Set(taken);
  return new Map(
    names.map((name) => {
      const base = wordOf(name);
      let word = base;
      for (let n = 2; seen.has(word); n++) word = `${base}${n}`;
      seen.add(word);
      return [name, word];
    }),
  );
}
