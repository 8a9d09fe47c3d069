import { listOf, type PolicyDocument, readText } from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Scope } from '../../model/model.js';
import { anySteps, type Chain, textSteps } from '../proof/chain.js';
import { foreignKey } from '../proof/foreign.js';
import { textOutside } from '../proof/outside.js';
import { patternChain } from '../proof/pattern-chain.js';
import { roleDemands } from '../role-demands.js';
import { roleTags } from '../trust-policy.js';
import { type Attack, keysOf } from './guardrail-attacks.js';
import { type RoleCase, statementsOf } from './role-case.js';
import { sessionOf } from './trial.js';

const KEYS = 'dynamodb:LeadingKeys';

/** Keys of others, and of nobody, that a Deny spares by its patterns, for all values of all tags. */
export function spared(subject: RoleCase, document: PolicyDocument): readonly Attack[] {
  const patterns = statementsOf(document).flatMap(({ Condition }) =>
    Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      operator.startsWith('ForAnyValue:StringNot') ? listOf(keys[KEYS]) : [],
    ),
  );
  const texts = [...new Set(patterns)];
  return [...sparedOwners(subject, texts), ...sparedOutside(subject, texts)];
}

function sparedOwners(subject: RoleCase, patterns: readonly string[]): readonly Attack[] {
  const table = subject.targets.find(({ kind }) => kind === 'table');
  return patterns.flatMap((text) =>
    subject.scopes.flatMap(({ prefix, principalTag }): readonly Attack[] => {
      const tokens = readText(text, { variables: true, wildcards: true });
      const proof = tokens && foreignKey(tokens, principalTag, keyTemplate(prefix));
      if (proof?.kind !== 'foreign' || table === undefined) return [];
      const { key, owner } = proof;
      const session = sessionOf(subject, { [principalTag]: proof.session || `not-${owner}` });
      const other = { [principalTag]: owner };
      return [
        {
          what: `the key ${key} of ${owner}, which matches ${text}`,
          trial: { session, other, action: 'dynamodb:GetItem', resource: table.arn, leadingKeys: [key] },
        },
      ];
    }),
  );
}

/** A key of each pattern that lies in no scope of the session, for sessions with their tags and without. */
function sparedOutside(subject: RoleCase, patterns: readonly string[]): readonly Attack[] {
  const table = subject.targets.find(({ kind }) => kind === 'table');
  if (table === undefined) return [];
  const whole = sessionOf(subject);
  const used = usedScopes(subject);
  const sessions = [whole, ...subject.tags.map((tag) => ({ ...whole, [tag]: '' }))];
  return sessions.flatMap((session) => {
    const values = new Map(Object.entries(session).map(([tag, value]) => [tag.toLowerCase(), value]));
    // A session without one of its tags has nothing but what is public.
    const tagged = [...values.values()].every((value) => value !== '');
    const inside = used
      .filter(({ principalTag }) => principalTag === undefined || tagged)
      .flatMap((scope) => scopeKeys(subject, scope, values.get(scope.principalTag?.toLowerCase() ?? '') ?? ''));
    return patterns.flatMap((text): readonly Attack[] => {
      const tokens = readText(text, { variables: true, wildcards: true });
      const chain = tokens && patternChain(tokens, (tag) => ({ value: values.get(tag) ?? '' }));
      const key = chain && textOutside(chain, inside);
      if (key === undefined) return [];
      const trial = { session, action: 'dynamodb:GetItem', resource: table.arn, leadingKeys: [key] };
      return [{ what: `the key ${key}, which matches ${text} and lies outside of every scope`, trial }];
    });
  });
}

/** The scopes of which the roles with the same tags have grants: one statement speaks of all of them. */
const usedScopes = ({ model, tags }: RoleCase): readonly Scope[] => {
  const alike = model.roles.filter((role) => roleTags(model, role).join() === tags.join());
  const used = new Set(alike.flatMap((role) => roleDemands(model, role)).flatMap(({ scope }) => scope?.name ?? []));
  return model.scopes.filter(({ name }) => used.has(name));
};

/** The keys of a scope's owner as far as templates go on with them: by the prefix alone, or with a further character. */
function scopeKeys({ model }: RoleCase, { name, prefix }: Scope, value: string): readonly Chain[] {
  const partitions = model.entities
    .flatMap(({ key, accessPatterns }) => [key, ...accessPatterns])
    .filter((key) => key.scope === name)
    .map(({ partition }) => partition.slice(prefix.length, prefix.length + 1));
  const own = textSteps(keysOf(prefix, value));
  return [...new Set(partitions)].map((next) =>
    next === '' ? own : [...own, ...(next === '{' ? [] : textSteps(next)), ...anySteps],
  );
}
