import { shortestText } from '../proof/chain.js';
import { type Families, outside } from '../proof/family.js';
import { isPublic } from '../required-access.js';
import { actionKinds } from './distinct-actions.js';
import type { Finding } from './finding.js';
import { limitContexts } from './limits.js';
import type { NeededKeys, Needs } from './needs.js';
import { findingOf, type Probe, sessionOf } from './probe.js';
import { familiesByTouch, type RoleCase } from './role-case.js';

/** Of these the generated client sends many keys at once; a transaction's reads are `GetItem`. */
const BATCHES: ReadonlySet<string> = new Set(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem']);

/**
 * Returns whether every request that the generated client can issue for the role is allowed: of each family of keys one
 * request, all its other keys by inclusion of languages, and all keys of an action together as one batch.
 */
export function completeness(subject: RoleCase): readonly Finding[] {
  const familiesOn = familiesByTouch(subject);
  const refused = refusals(subject);
  return [...subject.needs.values()].flatMap((needs) => {
    const covers = familiesOn(needs.action, needs.target);
    const each = [
      ...(needs.requiredAccess.some(({ partition }) => partition === undefined) ? refused(needs, {}, 'the table') : []),
      ...[...needs.keys.values()].flatMap((keys) => familyFindings(subject, refused, needs, keys, covers)),
    ];
    return each.length > 0 || !BATCHES.has(needs.action) ? each : batchFindings(refused, needs);
  });
}

type Refused = (needs: Needs, probe: Partial<Probe>, what: string) => readonly Finding[];

/** Tries a request. One that passed is not tried again for another action that no statement tells apart. */
function refusals(subject: RoleCase): Refused {
  const { identity, resource } = subject;
  const kindOf = actionKinds(resource === undefined ? identity : [...identity, resource]);
  const own = sessionOf(subject);
  const passed = new Set<string>();
  return ({ action, target }, { session = own, leadingKeys, context }, what) => {
    const id = JSON.stringify([kindOf(action), target.arn, session === own ? 'own' : session, leadingKeys, context]);
    if (passed.has(id)) return [];
    const found = findingOf(
      subject,
      'policy.refused',
      `No statement allows ${action} on ${what}, which the generated client may send.`,
      { session, action, resource: target.arn, ...(leadingKeys && { leadingKeys }), ...(context && { context }) },
      'allowed',
    );
    if (found.length === 0) passed.add(id);
    return found;
  };
}

function familyFindings(
  subject: RoleCase,
  refused: Refused,
  needs: Needs,
  { family, requiredAccess }: NeededKeys,
  covers: Families,
): readonly Finding[] {
  const [required] = requiredAccess;
  if (required === undefined) return [];
  const named = `${required.entity}.${required.accessPattern}`;
  const leadingKeys = [shortestText(family.chain)];
  const [context = {}, ...forms] = limitContexts(required);
  const probe = { leadingKeys, context };
  for (const form of [context, ...forms]) {
    const missing = refused(needs, { leadingKeys, context: form }, named);
    if (missing.length > 0) return missing;
  }
  // Without patterns of the usual form the one request tells all that can be told.
  const left = covers.all.length === 0 ? undefined : outside(family, covers, subject.caches.families);
  return [
    ...(left === undefined ? [] : refused(needs, { leadingKeys: [left], context }, named)),
    // Sessions without a tag may still read public items.
    ...(isPublic(required) && !subject.role.unscoped
      ? refused(needs, { ...probe, session: {} }, `${named} without tags`)
      : []),
  ];
}

/** One statement must cover every key of a batch. */
function batchFindings(refused: Refused, needs: Needs): readonly Finding[] {
  const whole = [...needs.keys.values()].filter(({ requiredAccess }) =>
    requiredAccess.some(({ attributes }) => attributes === undefined),
  );
  const leadingKeys = whole.map(({ family }) => shortestText(family.chain));
  return leadingKeys.length < 2 ? [] : refused(needs, { leadingKeys }, 'all of its keys at once');
}
