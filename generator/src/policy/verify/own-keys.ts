import { foldName } from '@tenantry/iam';
import type { KeyTemplate } from '@tenantry/runtime/key-templates';
import { keyTemplate } from '../../keys/key-template.js';
import type { ParameterSource } from '../../keys/pattern.js';
import type { Entity } from '../../model/entity.js';
import type { Model, Scope } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { type Family, family } from '../proof/family.js';
import { keyChains } from '../proof/key-chain.js';
import { patternChain } from '../proof/pattern-chain.js';
import { roleTags } from '../trust-policy.js';
import type { StatementPattern } from './statement-keys.js';

/** Unlike every text of a schema, so that nothing matches it by chance. */
export const ownValue = (tag: string): string => `own-${foldName(tag)}`;

/** Key families by what they are made of: roles and environments share most of them. */
export type KeyCache = Map<string, readonly Family[]>;

/** The keys of a template: of the session's own, where `tag` is given, else of any owner. */
export function keyFamilies(
  cache: KeyCache,
  entity: string,
  template: KeyTemplate,
  source: ParameterSource,
  scope: Scope | undefined,
  tag: string | undefined,
): readonly Family[] {
  const id = [entity, template.text, scope?.name, tag].join('\n');
  const known = cache.get(id);
  if (known !== undefined) return known;
  const chains = keyChains(template, source, (parameter) =>
    parameter !== scope?.parameter ? undefined : tag === undefined ? 'owner' : { value: ownValue(tag) },
  );
  const families = chains.map(family);
  cache.set(id, families);
  return families;
}

/** Reads the keys of one entity's access patterns as a role's sessions see them: none where they lack the tag. */
export type OwnKeys = (entity: Entity, accessPattern: string) => readonly Family[];

export function ownKeys(model: Model, role: Role, cache: KeyCache): OwnKeys {
  const tags = new Set(roleTags(model, role));
  return (entity, accessPattern) => {
    const key = entity.accessPatterns.find(({ name }) => name === accessPattern) ?? entity.key;
    const scope = model.scopes.find(({ name }) => name === key.scope);
    const tag = role.unscoped ? undefined : scope?.principalTag;
    if (tag !== undefined && !tags.has(tag)) return [];
    return keyFamilies(
      cache,
      entity.name,
      keyTemplate(key.partition),
      { ...entity, tagOf: () => undefined },
      scope,
      tag,
    );
  };
}

/** Matches a pattern with the session's own values; nothing where the session lacks a tag that it reads. */
export function ownPattern(
  { tokens, tags }: Pick<StatementPattern, 'tokens' | 'tags'>,
  own: readonly string[],
): Family | undefined {
  const values = new Map(own.map((tag) => [foldName(tag), ownValue(tag)]));
  if (tags.some((tag) => !values.has(tag))) return undefined;
  return family(patternChain(tokens, (tag) => values.get(tag) ?? ''));
}
