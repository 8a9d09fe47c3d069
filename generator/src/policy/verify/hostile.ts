import { KEYED_ACTIONS } from '@tenantry/iam';
import { shortestText } from '../proof/chain.js';
import { entityChains } from './entity-chains.js';
import type { Finding, FindingCode } from './finding.js';
import type { CaseStatement, RoleCase } from './role-case.js';
import type { Touch } from './targets.js';
import { findingOf, sessionOf, type Trial, variants } from './trial.js';

/** Names that a neighbour may have: they differ in an end, in a beginning, in case. */
const NEIGHBOURS: readonly (readonly [own: string, other: string])[] = [
  ['acme', 'rival'],
  ['acme', 'acme-2'],
  ['acme-2', 'acme'],
  ['acme', 'ACME'],
];

interface Attack {
  readonly code: FindingCode;
  readonly what: string;
  readonly trial: Trial;
}

/**
 * Tries what goes wrong with statements that are not of the form that is proved: requests without keys, foreign keys alone
 * and in batches, sessions whose tags are empty or missing. At most one finding of each kind.
 */
export function hostileFindings(
  subject: RoleCase,
  statement: CaseStatement,
  touched: readonly Touch[],
): readonly Finding[] {
  const { name } = statement;
  const found = new Map<FindingCode, Finding>();
  for (const touch of touched) {
    for (const { code, what, trial } of attacks(subject, statement, touch)) {
      const known = found.get(code);
      if (known?.counterexample?.actual === 'allowed') continue;
      const [finding] = findingOf(subject, code, `Statement ${name} ${what}.`, trial, 'denied', name);
      // One that surely passes tells more than one that may.
      if (finding !== undefined && (known === undefined || finding.counterexample?.actual === 'allowed'))
        found.set(code, finding);
    }
  }
  return [...found.values()];
}

function attacks(subject: RoleCase, { keys }: CaseStatement, { action, target }: Touch): readonly Attack[] {
  const on = { action, resource: target.arn };
  const own = sessionOf(subject, Object.fromEntries(subject.scopes.map(({ principalTag }) => [principalTag, 'acme'])));
  const keyless = variants(subject, { ...on, session: own }).map(
    (trial): Attack => ({ code: 'policy.no-key', what: 'allows a request that names no key', trial }),
  );
  if (!KEYED_ACTIONS.includes(action)) return keyless;
  return [
    ...keyless,
    ...NEIGHBOURS.flatMap(([mine, theirs]) => neighbourAttacks(subject, { action, target }, mine, theirs)),
    ...tagAttacks(subject, { action, target }),
    ...ownKeyAttacks(subject, keys.patterns?.flatMap(({ tags }) => tags) ?? [], { action, target }),
  ];
}

function neighbourAttacks(
  subject: RoleCase,
  { action, target }: Touch,
  mine: string,
  theirs: string,
): readonly Attack[] {
  const values = (value: string): { readonly [tag: string]: string } =>
    Object.fromEntries(subject.scopes.map(({ principalTag }) => [principalTag, value]));
  const session = sessionOf(subject, values(mine));
  const foreign = keysOf(subject, { action, target }, theirs);
  const own = [...keysOf(subject, { action, target }, mine), ...publicKeys(subject, { action, target })];
  return foreign.flatMap((key) => {
    const on = { session, other: values(theirs), action, resource: target.arn };
    return [
      ...variants(subject, { ...on, leadingKeys: [key] }).map(
        (trial): Attack => ({
          code: 'policy.foreign-key',
          what: `lets ${mine} reach the key ${key} of ${theirs}`,
          trial,
        }),
      ),
      ...own.flatMap((first) =>
        variants(subject, { ...on, leadingKeys: [first, key] }).map(
          (trial): Attack => ({
            code: 'policy.mixed-batch',
            what: `lets a batch of ${mine} hold the key ${key} of ${theirs}`,
            trial,
          }),
        ),
      ),
    ];
  });
}

/** Sessions that carry one tag empty, or not at all, on the keys that an empty value makes. */
function tagAttacks(subject: RoleCase, { action, target }: Touch): readonly Attack[] {
  const whole = sessionOf(subject);
  return Object.keys(whole).flatMap((tag) => {
    const { [tag]: _, ...missing } = whole;
    return [{ ...missing, [tag]: '' }, missing].flatMap((session) =>
      [...keysOf(subject, { action, target }, ''), ...keysOf(subject, { action, target }, 'rival')].flatMap((key) =>
        variants(subject, { session, action, resource: target.arn, leadingKeys: [key] }).map(
          (trial): Attack => ({
            code: 'policy.tag-guard',
            what: `lets a session ${tag in session ? 'with an empty' : 'without a'} ${tag} tag reach the key ${key}`,
            trial,
          }),
        ),
      ),
    );
  });
}

/** Sessions that lack a tag of which the statement speaks, on keys that they own by another one. */
function ownKeyAttacks(subject: RoleCase, tags: readonly string[], { action, target }: Touch): readonly Attack[] {
  const whole = sessionOf(subject, Object.fromEntries(subject.tags.map((tag) => [tag, 'acme'])));
  return Object.keys(whole)
    .filter((tag) => tags.includes(tag.toLowerCase()))
    .flatMap((tag) => {
      const { [tag]: _, ...missing } = whole;
      return keysOf(subject, { action, target }, 'acme').flatMap((key) =>
        variants(subject, { session: missing, action, resource: target.arn, leadingKeys: [key] }).map(
          (trial): Attack => ({
            code: 'policy.tag-guard',
            what: `lets a session without a ${tag} tag reach the key ${key}`,
            trial,
          }),
        ),
      );
    });
}

/** One key per public template. */
function publicKeys({ model }: RoleCase, { target }: Touch): readonly string[] {
  const open = new Set<string | undefined>(
    model.scopes.flatMap(({ name, parameter }) => (parameter === undefined ? [name] : [])),
  );
  const chains = entityChains(
    model,
    target,
    () => undefined,
    (scope) => open.has(scope),
  );
  return [...new Set(chains.map(({ chain }) => shortestText(chain)))];
}

/** One key per template that has an owner, of an owner with that value. */
function keysOf({ model, scopes }: RoleCase, { target }: Touch, value: string): readonly string[] {
  const owned = new Set<string | undefined>(scopes.map(({ name }) => name));
  const parameters = new Set(scopes.map(({ parameter }) => parameter));
  const chains = entityChains(
    model,
    target,
    (parameter) => (parameters.has(parameter) ? { value } : undefined),
    (scope) => owned.has(scope),
  );
  return [...new Set(chains.map(({ chain }) => shortestText(chain)))];
}
