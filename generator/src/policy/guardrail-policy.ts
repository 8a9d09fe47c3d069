import { type Condition, type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import { keyTemplate } from '../keys/key-template.js';
import { type KeyPattern, keyPatterns, patternText } from '../keys/pattern.js';
import type { Environment, Model, Scope } from '../model/model.js';
import type { Role } from '../model/role.js';
import type { Table } from '../model/table.js';
import { roleArn, tableArn } from './arn.js';
import { tagGuards } from './condition.js';
import { roleDemands } from './role-demands.js';
import { uniqueSids, wordOf } from './sid.js';
import { roleTags } from './trust-policy.js';

const KEYS = 'dynamodb:LeadingKeys';

/** In a Deny, more is safer: `*Item` is every action on items, of today and of later. */
const KEYED: readonly string[] = ['dynamodb:*Item', 'dynamodb:Query'];
const WRITES: readonly string[] = ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map(
  (name) => `dynamodb:${name}`,
);

/** What no tenant role's client sends: a scan has no keys to look at, and PartiQL may have none. */
const NEVER: readonly string[] = ['dynamodb:PartiQL*', 'dynamodb:Scan'];

/** Roles whose sessions carry the same tags, and the families of keys that these may reach. */
interface Tenants {
  readonly arns: readonly string[];
  readonly tags: readonly string[];
  readonly own: readonly KeyPattern[];
  readonly open: readonly KeyPattern[];
}

/**
 * A resource policy for a table that refuses the tenant roles whatever lies outside their own scopes, even if somebody gives
 * them a wider identity policy. It only denies: an Allow of a resource policy would add to the identity policies. It knows
 * the borders between tenants and not each entity, so its size does not grow with the schema.
 * Undefined where no tenant role reaches the table.
 */
export function guardrailPolicy(model: Model, table: Table, environment: Environment): PolicyDocument | undefined {
  const statements = tenantsOf(model, table, environment).flatMap((tenants) =>
    tenantStatements(tenants, tableArn(environment, table.name)),
  );
  return statements.length === 0 ? undefined : policyDocument(uniqueSids(statements));
}

function tenantsOf(model: Model, { name: table }: Table, environment: Environment): readonly Tenants[] {
  const groups = new Map<string, Role[]>();
  for (const role of model.roles.filter(({ unscoped }) => !unscoped)) {
    const demands = roleDemands(model, role).filter((demand) => demand.table === table);
    const tags = roleTags(model, role).join();
    if (demands.length > 0) groups.set(tags, [...(groups.get(tags) ?? []), role]);
  }
  return [...groups.values()].map((roles) => {
    const [role] = roles;
    const used = new Set(roles.flatMap((each) => roleDemands(model, each)).flatMap(({ scope }) => scope?.name ?? []));
    const scopes = model.scopes.filter(({ name }) => used.has(name));
    return {
      arns: roles.map(({ name }) => roleArn(model, environment, name)),
      tags: role === undefined ? [] : roleTags(model, role),
      own: scopes
        .filter(({ parameter }) => parameter !== undefined)
        .flatMap((scope) => scopeFamilies(model, table, scope)),
      open: scopes
        .filter(({ parameter }) => parameter === undefined)
        .flatMap((scope) => scopeFamilies(model, table, scope)),
    };
  });
}

/** The prefix of a scope alone, and with each text that a template goes on with: one character, then anything. */
function scopeFamilies(model: Model, table: string, scope: Scope): readonly KeyPattern[] {
  const partitions = model.entities
    .filter((entity) => entity.table === table)
    .flatMap(({ key, accessPatterns }) => [key, ...accessPatterns])
    .filter((key) => key.scope === scope.name && key.partition.startsWith(scope.prefix))
    .map(({ partition }) => [...partition.slice(scope.prefix.length)][0] ?? '');
  const [prefix = []] = keyPatterns(keyTemplate(scope.prefix), {
    attributes: [],
    tagOf: (parameter) => (parameter === scope.parameter ? scope.principalTag : undefined),
  });
  return [...new Set(partitions)]
    .sort()
    .map(
      (next): KeyPattern =>
        next === ''
          ? prefix
          : [...prefix, ...(next === '{' ? [] : [{ kind: 'literal' as const, text: next }]), { kind: 'rest' }],
    );
}

function tenantStatements({ arns, tags, own, open }: Tenants, table: string): readonly Statement[] {
  const word = tags.map(wordOf).join('') || 'Untagged';
  const deny = (sid: string, action: readonly string[], condition: Condition = {}): Statement => ({
    Sid: word + sid,
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: [table, `${table}/index/*`],
    Condition: { ArnEquals: { 'aws:PrincipalArn': arns }, ...condition },
  });
  return [
    deny('Never', NEVER),
    deny('Keyless', KEYED, { Null: { [KEYS]: 'true' } }),
    // A variable without a value would make the statement void, so this one is for sessions that have their tags …
    deny('Foreign', KEYED, { ...keysBut([...own, ...open]), ...(tags.length > 0 && { StringLike: tagGuards(tags) }) }),
    // … and these are for those that lack one, or have it empty: they may have nothing but what is public.
    ...tags.map((tag) =>
      deny(`No${wordOf(tag)}`, KEYED, { ...keysBut(open), StringNotLike: { [`aws:PrincipalTag/${tag}`]: '?*' } }),
    ),
    ...(open.length > 0 ? [deny('PublicWrite', WRITES, { 'ForAnyValue:StringLike': { [KEYS]: texts(open) } })] : []),
  ];
}

const texts = (patterns: readonly KeyPattern[]): readonly string[] => patterns.map(patternText).sort();

/** Some key is none of these: one foreign key of a batch is enough. Without any pattern every key is foreign. */
const keysBut = (patterns: readonly KeyPattern[]): Condition =>
  patterns.length === 0 ? {} : { 'ForAnyValue:StringNotLike': { [KEYS]: texts(patterns) } };
