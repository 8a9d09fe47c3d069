import { type AssumeRoleCall, foldName, listOf, type PolicyDocument, type RequestContext } from '@tenantry/iam';
import type { Role } from '../../model/role.js';
import { conditionTexts, statementsOf } from './condition-texts.js';
import { type Attempt, denied } from './trust-attempts.js';

/**
 * Returns calls that a trust policy may let in because of what it names itself: principals, tags, external ids, audiences that
 * are not the model's, each in a call that is good but for this. And a source identity, which nobody here may set.
 */
export function borderAttempts(
  attempts: readonly Attempt[],
  document: PolicyDocument,
  { sourceIdentity }: Role,
): readonly Attempt[] {
  const known = new Set(
    attempts.filter(({ expected }) => expected === 'allowed').flatMap(({ call }) => Object.keys(call.tags)),
  );
  const good = attempts.filter(({ expected }) => expected === 'allowed').map(({ call }) => call);
  const externalIds = new Set(good.flatMap(({ externalId }) => externalId ?? []));
  const names = new Set(good.flatMap(({ principal }) => principal.names));
  return good.flatMap((call) => [
    ...principalsOf(document, call.principal.kind)
      .filter((name) => !names.has(name))
      .map((name) => denied(name, { ...call, principal: { ...call.principal, names: [name] } })),
    ...tagNames(call, known, document).map(({ what, tags }) => denied(what, { ...call, tags })),
    ...contexts(good, call, document).map(({ what, context }) => denied(what, { ...call, context })),
    ...conditionTexts([document], 'sts:ExternalId')
      .filter((externalId) => call.action === 'AssumeRole' && !externalIds.has(externalId))
      .map((externalId) => denied(`the external id ${externalId}`, { ...call, externalId })),
    ...(sourceIdentity === undefined
      ? [denied('a call with a source identity', { ...call, sourceIdentity: 'somebody' })]
      : []),
  ]);
}

/** But not everybody and whole accounts: strangers are tried in any case. */
const principalsOf = (document: PolicyDocument, kind: string): readonly string[] =>
  statementsOf(document)
    .flatMap(({ Principal }) => (typeof Principal === 'object' ? listOf(Principal[kind]) : []))
    .filter((name) => name !== '*' && !/^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(name));

interface NamedTags {
  readonly what: string;
  readonly tags: AssumeRoleCall['tags'];
}

/** Tags that are not the role's, and the role's written in another case. */
function tagNames(
  { tags }: AssumeRoleCall,
  known: ReadonlySet<string>,
  document: PolicyDocument,
): readonly NamedTags[] {
  return conditionTexts([document], 'aws:TagKeys')
    .filter((name) => !known.has(name))
    .map((name) => {
      const others = Object.entries(tags).filter(([tag]) => foldName(tag) !== foldName(name));
      return { what: `a tag named ${name}`, tags: { ...Object.fromEntries(others), [name]: 'a' } };
    });
}

/** Other values of what the good calls say of their tokens. */
function contexts(
  good: readonly AssumeRoleCall[],
  call: AssumeRoleCall,
  document: PolicyDocument,
): readonly { readonly what: string; readonly context: RequestContext }[] {
  return Object.entries(call.context ?? {}).flatMap(([key, value]) => {
    const known = new Set(good.flatMap(({ context }) => context?.[key] ?? []));
    return conditionTexts([document], key)
      .filter((text) => !known.has(text))
      .map((text) => ({
        what: `a token whose ${key} is ${text}`,
        context: { ...call.context, [key]: typeof value === 'string' ? text : [text] },
      }));
  });
}
