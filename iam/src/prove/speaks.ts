import type { CompiledStatement, Listed } from '../evaluate/compile.js';
import { matchTokens } from '../evaluate/glob.js';
import { subjectOf } from '../evaluate/request.js';
import { readText, type Token } from '../evaluate/text.js';
import { TAG } from './chain.js';
import type { Alternative, Reading } from './conditions.js';
import { bound, literalPatterns, type Patterns, patternsOf } from './patterns.js';
import type { Question } from './question.js';
import { textsKnown } from './reach.js';
import { isTagKey } from './session.js';

const FREE: readonly Alternative[] = [[]];
const NEVER: readonly Alternative[] = [];

const listed = new WeakMap<Listed, Patterns>();

function resourcePatterns(resources: Listed): Patterns {
  const found = listed.get(resources) ?? patternsOf(resources.texts);
  listed.set(resources, found);
  return found;
}

/**
 * The ways in which a statement's `Resource` or `NotResource` may hold, or fail, of the resource in question. Without such an
 * element an identity policy is not understood; a resource policy means its own resource.
 */
export function resourceAlternatives(
  { resources }: CompiledStatement,
  holds: boolean,
  question: Question,
  reading: Reading,
  ofResource: boolean,
): readonly Alternative[] {
  if (resources === undefined) return holds || !ofResource ? FREE : NEVER;
  const patterns = resourcePatterns(resources);
  if (question.texts?.key === 'resource') {
    // A wildcard inside a segment may reach less than it seems to.
    if (!holds && resources.loose.includes(true)) return FREE;
    return [[{ kind: resources.not !== holds ? 'all' : 'none', patterns }]];
  }
  const matches = patterns.list.map((_, i) =>
    matchOne(patterns, i, resources.loose[i] === true, question.resource, reading),
  );
  const surely = matches.some(({ kind }) => kind === 'yes');
  const maybe = matches.filter(({ kind }) => kind === 'maybe');
  if (resources.not === holds) return surely ? NEVER : FREE;
  if (surely) return FREE;
  return holds || resources.not ? maybe.map(({ alternative }) => alternative) : NEVER;
}

interface Match {
  readonly kind: 'yes' | 'no' | 'maybe';
  readonly alternative: Alternative;
}

function matchOne(patterns: Patterns, at: number, loose: boolean, resource: string, reading: Reading): Match {
  const [tokens] = patterns.list.slice(at);
  if (tokens === undefined) return { kind: 'maybe', alternative: [{ kind: 'open', reason: UNREADABLE }] };
  let found: Match = { kind: 'no', alternative: [] };
  for (const { tokens: own } of bound(patternOf(patterns, at), reading.states, textsKnown(reading))) {
    const match = matchBound(own, loose, resource);
    if (match.kind === 'yes') return match;
    if (match.kind === 'maybe') found = match;
  }
  return found;
}

const UNREADABLE = { kind: 'unreadable', detail: 'Resource' } as const;

const singles = new WeakMap<Patterns, Map<number, Patterns>>();

/** One pattern of a list by itself. */
function patternOf(patterns: Patterns, at: number): Patterns {
  const known = singles.get(patterns) ?? new Map<number, Patterns>();
  singles.set(patterns, known);
  const found = known.get(at) ?? patternsOf(patterns.list.slice(at, at + 1));
  known.set(at, found);
  return found;
}

const NOTHING = subjectOf({ action: '', resource: '', context: {} });

function matchBound(tokens: readonly Token[], loose: boolean, resource: string): Match {
  const keys = new Set(tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])));
  const wide = tokens.flatMap((token): readonly Token[] =>
    token.kind === 'variable' ? [{ kind: 'one' }, { kind: 'many' }] : [token],
  );
  if (!matchTokens(wide, resource, NOTHING)) return { kind: 'no', alternative: [] };
  if (keys.size === 0) return { kind: loose ? 'maybe' : 'yes', alternative: [] };
  const [key] = keys;
  if (key === undefined || keys.size > 1 || !isTagKey(key)) {
    return {
      kind: 'maybe',
      alternative: [{ kind: 'open', reason: { kind: 'variable', detail: [...keys].join(', ') } }],
    };
  }
  const values = substrings(resource).filter((value) =>
    matchTokens(
      tokens.map((token): Token => (token.kind === 'variable' ? { kind: 'text', text: value } : token)),
      resource,
      NOTHING,
    ),
  );
  if (values.length === 0) return { kind: 'no', alternative: [] };
  return { kind: 'maybe', alternative: [{ kind: 'tag', key, within: true, patterns: literalPatterns(values) }] };
}

/** Every value that a tag may have in a resource. */
function substrings(resource: string): readonly string[] {
  const found = new Set<string>();
  for (let from = 0; from < resource.length; from++) {
    for (let to = from + 1; to <= resource.length && TAG.has(resource[to - 1] ?? ''); to++) {
      found.add(resource.slice(from, to));
    }
  }
  return [...found];
}

/** The keys of all variables of a statement, in lower case. */
export function variablesIn({ conditions, resources }: CompiledStatement): ReadonlySet<string> {
  const texts = conditions.flatMap(({ values, variables }) =>
    values.flatMap((value) => readText(value, { variables, wildcards: true }) ?? []),
  );
  const found = [...texts, ...(resources?.texts ?? []).flatMap((tokens) => tokens ?? [])];
  return new Set(found.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])));
}
