import { DYNAMODB_ACTIONS, foldName, listOf, type PolicyDocument } from '@tenantry/iam';
import { meantActions } from '../guardrail-access.js';
import { roleTags } from '../trust-policy.js';
import { statementsOf } from './condition-texts.js';
import { distinctActions } from './distinct-actions.js';
import type { Finding } from './finding.js';
import { findingOf, sessionOf } from './probe.js';
import type { RoleCase } from './role-case.js';

/** An action that no list has, as AWS may add one. */
const TOMORROW = 'dynamodb:AddedTomorrow';

/**
 * Finds the first action that a guardrail lets through and that sessions of the role are not meant to use: one that is known,
 * one of tomorrow, or one that the document spares itself.
 */
export function unforeseenActions(subject: RoleCase, document: PolicyDocument): readonly Finding[] {
  const { model, targets, tags, identity } = subject;
  const table = targets.find(({ kind }) => kind === 'table')?.table;
  if (table === undefined) return [];
  const alike = model.roles.filter((role) => !role.unscoped && roleTags(model, role).join() === tags.join());
  const meant = new Set(meantActions(model, alike, table).map((action) => foldName(action)));
  const spared = statementsOf(document)
    .flatMap(({ NotAction }) => listOf(NotAction))
    .map((text) => text.replaceAll(/[*?]/g, 'Added'));
  const actions = [...new Set([...DYNAMODB_ACTIONS, TOMORROW, ...spared])].filter(
    (action) => /^dynamodb:\w+$/i.test(action) && !meant.has(foldName(action)),
  );
  for (const action of distinctActions([...identity, document])(actions)) {
    for (const { kind, arn } of targets) {
      if (kind !== 'table' && !arn.includes('/index/')) continue;
      const summary = `The guardrail lets through ${action} on ${arn}, which no client of the role sends.`;
      const found = findingOf(
        subject,
        'guardrail.wider',
        summary,
        { session: sessionOf(subject), action, resource: arn },
        'denied',
      );
      if (found.length > 0) return found;
    }
  }
  return [];
}
