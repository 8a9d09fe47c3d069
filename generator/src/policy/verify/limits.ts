import { type RequestContext, WRITING_ACTIONS } from '@tenantry/iam';
import { shortestText } from '../proof/chain.js';
import type { RequiredAccess } from '../required-access.js';
import { conditionTexts } from './condition-texts.js';
import type { Finding } from './finding.js';
import { demandsOn } from './needs.js';
import { findingOf, sessionOf } from './probe.js';
import type { RoleCase } from './role-case.js';
import { findTarget, touchId } from './targets.js';

const ALL = ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

/** Returns the context of a limited client's request, in each of its forms. */
export function limitContexts({ action, attributes }: RequiredAccess): readonly RequestContext[] {
  if (attributes === undefined) return [{}];
  const names = { 'dynamodb:Attributes': attributes };
  // AWS lists ReturnValues for it, though it has no such parameter.
  if (action === 'ConditionCheckItem') return [names, { ...names, 'dynamodb:ReturnValues': 'NONE' }];
  if (WRITING_ACTIONS.has(`dynamodb:${action}`))
    return ['NONE', 'UPDATED_NEW', 'UPDATED_OLD'].map((returned) => ({ ...names, 'dynamodb:ReturnValues': returned }));
  const selecting = { ...names, 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' };
  return action === 'Query' || action === 'Scan' ? [selecting, { ...names, 'dynamodb:Select': 'COUNT' }] : [selecting];
}

/** A grant limited to attributes must refuse requests for others, for all, and for none in particular. */
export const attributeExcess = (subject: RoleCase): readonly Finding[] =>
  subject.requiredAccess
    .filter(({ attributes }) => attributes !== undefined)
    .flatMap((required) => findingsOnLimits(subject, required).slice(0, 1));

function findingsOnLimits(subject: RoleCase, required: RequiredAccess): readonly Finding[] {
  const { action, table, index } = required;
  const target = findTarget(subject.targets, table, index);
  const needs = target && subject.needs.get(touchId(`dynamodb:${action}`, target));
  const keys = [...(needs?.keys.values() ?? [])].find(({ requiredAccess }) => requiredAccess.includes(required));
  if (target === undefined || needs === undefined || keys === undefined) return [];
  // Attributes that something else needs on these keys are no finding here: the effective access shows them.
  const lists = demandsOn(needs, [keys.family], subject.caches.families).map(({ attributes }) => attributes);
  if (lists.includes(undefined)) return [];
  const needed = new Set(lists.flatMap((names) => names ?? []));
  const { attributes = [] } = required;
  const key = shortestText(keys.family.chain);
  const [within = {}] = limitContexts(required);
  const { 'dynamodb:Attributes': _, ...unnamed } = within;
  const { 'dynamodb:Select': selected, ...unselected } = within;
  // Attributes that only the documents name are tried too.
  const others = conditionTexts(subject.identity, 'dynamodb:Attributes').filter((name) => !needed.has(name));
  const contexts: readonly RequestContext[] = [
    ...['another-attribute', ...others].map((name) => ({ ...within, 'dynamodb:Attributes': [...attributes, name] })),
    unnamed,
    // Attributes also lists what a request's conditions name, so without Select it says nothing of what comes back.
    ...(selected === undefined ? [] : [unselected, ...ALL.map((all) => ({ ...within, 'dynamodb:Select': all }))]),
    ...(selected === undefined ? ['ALL_OLD', 'ALL_NEW'] : []).map((returned) => ({
      ...within,
      'dynamodb:ReturnValues': returned,
    })),
  ];
  return contexts.flatMap((context) =>
    findingOf(
      subject,
      'policy.attributes',
      `${action} on ${required.entity}.${required.accessPattern} is limited to attributes, and a request beyond them is allowed.`,
      {
        session: sessionOf(subject),
        action: `dynamodb:${action}`,
        resource: target.arn,
        leadingKeys: [key],
        context,
      },
      'denied',
    ),
  );
}
