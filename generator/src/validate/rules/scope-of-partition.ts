import { SESSION_TAG_CHARACTER } from '@tenantry/runtime/key-templates';
import type { Problem, Report } from '../../diagnostics/problem.js';
import { suggest } from '../../diagnostics/suggest.js';
import type { Scope } from '../../model/model.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';
import { entityTemplates, isComplete, readableTemplate } from '../templates.js';

interface Partition {
  readonly owner: string;
  readonly path: Problem['path'];
  readonly text: string;
  readonly scope: string | undefined;
  readonly unscoped: boolean;
}

/** Every partition begins with a scope's prefix, closed, or says that it lies outside. */
export const scopeOfPartition: Rule = (context, report) => {
  const { model, raw } = context;
  if (holdsBroken(context, ['scopes']) || model.scopes.length === 0) return;
  const partitions: Partition[] = [];
  for (const entity of model.entities) {
    const written = raw.entities?.[entity.name];
    for (const { path, text, part, pattern } of entityTemplates(entity, context)) {
      const template = readableTemplate(text);
      // A misspelt parameter is reported as such, and not a second time for the scope that it hides.
      if (part !== 'partition' || template === undefined || !isComplete(template, entity)) continue;
      const owner = pattern === undefined ? entity.name : `\`${pattern.name}\` of ${entity.name}`;
      const flags = pattern === undefined ? written?.key : written?.indexes?.[pattern.name];
      const scope = pattern === undefined ? entity.key.scope : pattern.scope;
      partitions.push({ owner, path, text, scope, unscoped: flags?.unscoped === true });
    }
  }
  for (const { name, partition, scope } of model.collections) {
    const path = ['collections', name, 'partition'];
    if (readableTemplate(partition) === undefined) continue;
    const unscoped = raw.collections?.[name]?.unscoped === true;
    partitions.push({ owner: `The collection \`${name}\``, path, text: partition, scope, unscoped });
  }
  const misspelt = reportMisspeltPrefixes(partitions, model.scopes, report);
  const settled = partitions.filter((partition) => !misspelt.has(partition));
  reportOutside(settled.filter(isOutside), model.scopes, report);
  for (const partition of settled) checkPartition(partition, model.scopes, report);
};

const isOutside = ({ scope, unscoped }: Partition): boolean => scope === undefined && !unscoped;

/** One problem for those that begin alike. */
function reportOutside(partitions: readonly Partition[], scopes: readonly Scope[], report: Report): void {
  const told = new Set<string>();
  for (const { owner, path, text } of partitions) {
    const head = headOf(text);
    if (told.has(head)) continue;
    told.add(head);
    const alike = partitions.filter((each) => headOf(each.text) === head).slice(1);
    const problem = outside(owner, text, scopes);
    const related = [...(problem.related ?? []), ...alike.map((each) => ({ path: each.path, note: each.owner }))];
    report({ code: 'scope.outside', path, ...problem, ...(related.length > 0 && { related }) });
  }
}

/** A prefix that no partition has, and several almost have, is itself the mistake. */
function reportMisspeltPrefixes(
  partitions: readonly Partition[],
  scopes: readonly Scope[],
  report: Report,
): ReadonlySet<Partition> {
  const told = new Set<Partition>();
  const lost = partitions.filter(isOutside);
  for (const scope of scopes) {
    const almost = lost.filter(({ text }) => meantScope(text, scopes) === scope);
    const [first] = almost;
    if (first === undefined || almost.length < 2 || partitions.some((each) => each.scope === scope.name)) continue;
    for (const partition of almost) told.add(partition);
    report({
      code: 'scope.outside',
      path: ['scopes', scope.name, 'prefix'],
      summary: `No partition begins with the prefix of \`${scope.name}\`, and ${almost.length} begin almost so.`,
      why: 'Nothing would fence them.',
      hint: `Did you mean "${headOf(first.text)}"?`,
      related: almost.map(({ path, owner }) => ({ path, note: owner })),
    });
  }
  return told;
}

function checkPartition(
  { owner, path, text, scope: name, unscoped }: Partition,
  scopes: readonly Scope[],
  report: Report,
): void {
  const scope = scopes.find((candidate) => candidate.name === name);
  if (scope === undefined) return;
  if (unscoped) {
    report({
      code: 'scope.unscoped',
      path: [...path.slice(0, -1), 'unscoped'],
      part: 'key',
      summary: `${owner} says \`unscoped: true\`, but \`${text}\` lies in the scope \`${scope.name}\`.`,
      hint: 'Remove `unscoped`.',
    });
  }
  const rest = [...text.slice(scope.prefix.length)];
  const [next] = rest;
  if (next === undefined || !SESSION_TAG_CHARACTER.test(next)) return;
  const open = rest.findIndex((character) => !SESSION_TAG_CHARACTER.test(character));
  const tail = rest.slice(0, open < 0 ? rest.length : open).join('') + (rest[open] === '{' ? '1' : '');
  report({
    code: 'scope.not-closed',
    path,
    range: { offset: scope.prefix.length, length: next.length },
    summary: `${owner}: in \`${text}\` the prefix of \`${scope.name}\` is followed by \`${next}\`.`,
    why:
      scope.parameter === undefined
        ? `The partition would only look like one of \`${scope.name}\`.`
        : `A session tag may hold that character: \`acme\` here and the ${scope.parameter} \`acme${tail}\` would share partitions.`,
    hint: `Continue with \`#\`: "${scope.prefix}#${rest.slice(/[\p{L}\p{N}]/u.test(next) ? 0 : 1).join('')}".`,
  });
}

function outside(
  owner: string,
  text: string,
  scopes: readonly Scope[],
): Pick<Problem, 'summary' | 'why' | 'hint' | 'related'> {
  const problem = {
    summary: `${owner}: the partition \`${text}\` begins with no scope's prefix.`,
    why: 'Nothing would fence it: `acme` and `globex` would share the partition.',
  };
  const about = ({ name }: Scope): Pick<Problem, 'related'> => ({
    related: [{ path: ['scopes', name, 'prefix'], note: `the prefix of ${name}` }],
  });
  const meant = meantScope(text, scopes);
  if (meant !== undefined) {
    const hint = startsLike(text, meant)
      ? `It begins like \`${meant.name}\`: the parameter must be \`{${meant.parameter}}\`.`
      : `Did you mean "${meant.prefix}"?`;
    return { ...problem, hint, ...about(meant) };
  }
  const prefixes = scopes.map(({ prefix }) => `"${prefix}"`).join(', ');
  return {
    ...problem,
    hint: `Begin it with ${prefixes}, or say \`unscoped: true\` and grant it to unscoped roles only.`,
  };
}

/** As far as a prefix goes: to the end of the first parameter, or of the first piece of text. */
const headOf = (text: string): string => (/^[^{#]*#?(?:\{[^}]*\})?/.exec(text)?.[0] ?? text).replace(/#$/, '');

function startsLike(text: string, { prefix, parameter }: Scope): boolean {
  const literal = prefix.slice(0, prefix.indexOf('{'));
  return parameter !== undefined && literal !== '' && text.startsWith(literal);
}

/** The scope that a partition outside of all most likely belongs to. */
function meantScope(text: string, scopes: readonly Scope[]): Scope | undefined {
  const close = suggest(
    headOf(text),
    scopes.map(({ prefix }) => prefix),
  );
  return scopes.find((scope) => startsLike(text, scope)) ?? scopes.find(({ prefix }) => prefix === close);
}
