import { pathKey } from '../diagnostics/path.js';
import type { Report } from '../diagnostics/problem.js';
import type { Rule, RuleContext } from './rule.js';
import { buckets } from './rules/buckets.js';
import { collections } from './rules/collections.js';
import { computedAttributes } from './rules/computed-attributes.js';
import { emptyParts } from './rules/empty-parts.js';
import { entityFeatures } from './rules/entity-features.js';
import { environments } from './rules/environments.js';
import { grantScopes } from './rules/grant-scopes.js';
import { grants } from './rules/grants.js';
import { growingPartitions } from './rules/growing-partitions.js';
import { identity } from './rules/identity.js';
import { indexesOfEntity } from './rules/indexes-of-entity.js';
import { keyLength } from './rules/key-length.js';
import { keyOverlap } from './rules/key-overlap.js';
import { keyParts } from './rules/key-parts.js';
import { keyTemplates } from './rules/key-templates.js';
import { modifiers } from './rules/modifiers.js';
import { nameCollisions } from './rules/name-collisions.js';
import { outputPaths } from './rules/output-paths.js';
import { projections } from './rules/projections.js';
import { REQUIRED_SECTIONS, requiredSections } from './rules/required-sections.js';
import { reservedNames } from './rules/reserved-names.js';
import { roleNames } from './rules/role-names.js';
import { roleSessions } from './rules/role-sessions.js';
import { roleTags } from './rules/role-tags.js';
import { scopeOfPartition } from './rules/scope-of-partition.js';
import { scopeOverlap } from './rules/scope-overlap.js';
import { scopeParameters } from './rules/scope-parameters.js';
import { scopePrefixes } from './rules/scope-prefixes.js';
import { sharedKeyAttributes } from './rules/shared-key-attributes.js';
import { statementActions } from './rules/statement-actions.js';
import { statementConditions } from './rules/statement-conditions.js';
import { statements } from './rules/statements.js';
import { storedNames } from './rules/stored-names.js';
import { tableAttributes } from './rules/table-attributes.js';
import { tableKeys } from './rules/table-keys.js';
import { tableOfEntity } from './rules/table-of-entity.js';
import { typeDepth } from './rules/type-depth.js';
import { typeLimits } from './rules/type-limits.js';
import { typeReferences } from './rules/type-references.js';

const RULES: readonly Rule[] = [
  outputPaths,
  environments,
  scopePrefixes,
  scopeOverlap,
  tableKeys,
  tableAttributes,
  projections,
  typeLimits,
  typeDepth,
  typeReferences,
  modifiers,
  computedAttributes,
  reservedNames,
  nameCollisions,
  storedNames,
  tableOfEntity,
  indexesOfEntity,
  sharedKeyAttributes,
  keyTemplates,
  keyParts,
  emptyParts,
  keyLength,
  growingPartitions,
  scopeOfPartition,
  scopeParameters,
  keyOverlap,
  entityFeatures,
  collections,
  buckets,
  grants,
  roleNames,
  roleTags,
  roleSessions,
  grantScopes,
  statements,
  statementActions,
  statementConditions,
  identity,
];

/** Runs every rule, what refers to a section that is missing being no problem of its own; the order of the reports does not matter, they are sorted by place. */
export function checkRules(context: RuleContext, report: Report): void {
  requiredSections(context, report);
  const missing = Object.keys(REQUIRED_SECTIONS).filter((section) => context.raw[section as 'entities'] === undefined);
  const broken = new Set([...context.broken, ...missing.map((section) => pathKey([section]))]);
  for (const rule of RULES) rule({ ...context, broken }, report);
}
