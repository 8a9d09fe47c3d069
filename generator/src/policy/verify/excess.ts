import { KEYED_ACTIONS } from '@tenantry/iam';
import { shortestText } from '../proof/chain.js';
import { type Family, families, outside } from '../proof/family.js';
import type { Finding } from './finding.js';
import type { Needs } from './needs.js';
import { findingOf, firstFinding, type Probe, sessionOf, variants } from './probe.js';
import { type CasePattern, type CaseStatement, casePatterns, type RoleCase } from './role-case.js';
import { type Target, type Touch, touchId } from './targets.js';

/**
 * Returns whether the policies allow more than the grants need: an action that no grant has, keys beyond those of the granted
 * templates, an index or a table that the model does not know. Statements that the user added are the user's.
 */
export function excess(subject: RoleCase): readonly Finding[] {
  return subject.statements
    .filter(({ additional }) => !additional)
    .flatMap((statement) => statementExcess(subject, statement));
}

function statementExcess(subject: RoleCase, statement: CaseStatement): readonly Finding[] {
  const patterns = casePatterns(subject, statement);
  // One finding tells which statement is at fault.
  const first = firstFinding(statement.touches, (touch) =>
    excessProbes(subject, statement, patterns, touch).flatMap((probe) => wider(subject, statement, touch, probe)),
  );
  return first === undefined ? [] : [first];
}

function wider(subject: RoleCase, { name }: CaseStatement, { action }: Touch, probe: Probe): readonly Finding[] {
  const key = probe.leadingKeys === undefined ? '' : ` on the key ${JSON.stringify(probe.leadingKeys[0])}`;
  return findingOf(
    subject,
    'policy.wider',
    `Statement ${name} allows ${action}${key}, which no grant of the role needs.`,
    probe,
    'denied',
    name,
  );
}

function excessProbes(
  subject: RoleCase,
  { keys }: CaseStatement,
  patterns: readonly CasePattern[],
  { action, target }: Touch,
): readonly Probe[] {
  const needs = subject.needs.get(touchId(action, target));
  if (needs?.requiredAccess.some(({ partition }) => partition === undefined)) return [];
  const on = { session: sessionOf(subject), action, resource: target.arn };
  if (!KEYED_ACTIONS.includes(action)) return variants(subject, on);
  if (keys.patterns !== undefined) {
    const beyond = keysBeyond(subject, patterns, needs).map((key) => [key]);
    return [
      ...beyond.flatMap((leadingKeys) => variants(subject, { ...on, leadingKeys })),
      ...(keys.keyed ? [] : variants(subject, on)),
    ];
  }
  // A condition of another form may look at some keys of a batch only.
  const needed = [...(needs?.keys.values() ?? [])].map(({ family }) => shortestText(family.chain));
  const tried = freeKeys(subject, target, needs).flatMap((key) => [[key], ...needed.map((first) => [first, key])]);
  return [...tried.flatMap((leadingKeys) => variants(subject, { ...on, leadingKeys })), ...variants(subject, on)];
}

/** Keys that the statement's patterns match beyond the needed ones. */
const keysBeyond = (subject: RoleCase, patterns: readonly CasePattern[], needs: Needs | undefined): readonly string[] =>
  beyond(
    subject,
    patterns.flatMap(({ text, own }) => (needs?.patterns.has(text) ? [] : [own])),
    needs,
  );

/** A key of each family that the needed ones do not hold. */
function beyond({ caches }: RoleCase, tried: readonly Family[], needs: Needs | undefined): readonly string[] {
  if (tried.length === 0) return [];
  const needed = families([...(needs?.patterns.values() ?? [])].map(({ family }) => family));
  return tried.flatMap((family) => outside(family, needed, caches.families) ?? []);
}

/** For a statement of another form: a key of each entity, as far as no grant needs it, and one that is nobody's. */
function freeKeys(subject: RoleCase, { table, index }: Target, needs: Needs | undefined): readonly string[] {
  const own = subject.model.entities
    .filter((entity) => entity.table === table)
    .flatMap((entity) =>
      [undefined, ...entity.accessPatterns]
        .filter((pattern) => pattern?.index === index)
        .flatMap((pattern) => subject.ownKeys(entity, pattern?.name ?? 'primary')),
    );
  return [...beyond(subject, families(own).all, needs), 'nobody'];
}
