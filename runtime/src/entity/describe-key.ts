import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { REDACTED } from '../codec/sensitive.js';
import { matchKey } from '../key/match.js';
import { GUARD_PREFIX } from '../key/reserved.js';
import type { ScopeDefinition } from './entity.js';
import type { EntityPlan, KeyPart } from './plan.js';

/** A key's text for messages: the parts that are sensitive are left out. */
export function redactKey({ template, attributes }: KeyPart, text: string): string {
  if (!attributes.some(({ sensitive }) => sensitive)) return text;
  const parts = matchKey(template, text);
  if (parts === undefined) return REDACTED;
  const open = (name: string): boolean => !attributes.find(({ label }) => label === name)?.sensitive;
  return template.segments
    .map((segment) => (segment.kind === 'literal' ? segment.text : open(segment.name) ? parts[segment.name] : REDACTED))
    .join('');
}

/**
 * The key of an item of an unknown kind, for messages. A text that no entity's template reads may hold what is sensitive in
 * one of them, and a guard item's key holds values of unique attributes.
 */
export function describeUnknown(
  plans: readonly EntityPlan[],
  item: { readonly [name: string]: AttributeValue },
): { [attribute: string]: string } {
  const key: { [attribute: string]: string } = {};
  for (const part of plans.flatMap(({ primary }) => primary.parts)) {
    const text = item[part.attribute]?.S;
    const before = key[part.attribute];
    // An entity does not show what another redacts.
    if (text === undefined || (before !== undefined && before !== text)) continue;
    key[part.attribute] = text.startsWith(GUARD_PREFIX) ? GUARD_PREFIX + REDACTED : redactKey(part, text);
  }
  return key;
}

/**
 * Returns the pattern of a role that reaches keys of this template: `TENANT#{tenantId}#RES#*`, where the session's tag is
 * the tenant.
 */
export const keyPattern = ({ template }: KeyPart, scope: ScopeDefinition | undefined): string =>
  template.segments
    .map((segment) =>
      segment.kind === 'literal' ? segment.text : segment.name === scope?.parameter ? `{${segment.name}}` : '*',
    )
    .join('');

/** The primary key of a stored item, for messages. */
export function describeKey(
  { primary }: EntityPlan,
  item: { readonly [name: string]: AttributeValue },
): { [attribute: string]: string } {
  const key: { [attribute: string]: string } = {};
  for (const part of primary.sort ? [primary.partition, primary.sort] : [primary.partition]) {
    const text = item[part.attribute]?.S;
    if (text !== undefined) key[part.attribute] = redactKey(part, text);
  }
  return key;
}
