import { type Condition, type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import { keyTemplate } from '../keys/key-template.js';
import { type KeyPattern, keyPatterns, patternText } from '../keys/pattern.js';
import type { Environment, Model } from '../model/model.js';
import type { Table } from '../model/table.js';
import { tableArn } from './arn.js';
import { tagGuards } from './condition.js';
import { guardedRoles, meantActions, type NeededScope, neededScopes } from './guardrail-access.js';
import { uniqueSids, wordOf } from './sid.js';
import { roleArnFor } from './tenant-role.js';
import { roleTags } from './trust-policy.js';

const KEYS = 'dynamodb:LeadingKeys';

type Actions = Pick<Statement, 'Action' | 'NotAction'>;

/** In a Deny, more is safer: `*Item` is every action on items, of today and of later. */
const KEYED: Actions = { Action: ['dynamodb:*Item', 'dynamodb:Query'] };
const WRITES: Actions = {
  Action: ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map((name) => `dynamodb:${name}`),
};

/** Roles whose sessions carry the same tags, and the families of keys that these may reach. */
interface Tenants {
  readonly arns: readonly string[];
  readonly tags: readonly string[];
  /** The actions that their sessions are meant to use. */
  readonly meant: readonly string[];
  readonly own: readonly KeyPattern[];
  readonly open: readonly KeyPattern[];
}

/**
 * A resource policy for a table that refuses the tenant roles whatever lies outside their own scopes, even if somebody gives
 * them a wider identity policy, and every action that they are not meant to use, today's and tomorrow's. It only denies: an Allow of a resource policy would add to the identity policies. It knows
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
  return guardedRoles(model, table).map((roles) => {
    const needed = neededScopes(model, roles, table);
    const families = (isOwned: boolean): readonly KeyPattern[] =>
      needed.filter(({ scope }) => (scope.parameter !== undefined) === isOwned).flatMap(scopeFamilies);
    const [role] = roles;
    return {
      arns: roles.map((each) => roleArnFor(model, environment, each, '*')),
      tags: role === undefined ? [] : roleTags(model, role),
      meant: meantActions(model, roles, table),
      own: families(true),
      open: families(false),
    };
  });
}

/** Makes the patterns of a scope's keys: its prefix alone, or with the character that a template goes on with and then anything. */
function scopeFamilies({ scope, continuations }: NeededScope): readonly KeyPattern[] {
  const [prefix = []] = keyPatterns(keyTemplate(scope.prefix), {
    attributes: [],
    tagOf: (parameter) => (parameter === scope.parameter ? scope.principalTag : undefined),
  });
  return continuations.map(
    (next): KeyPattern =>
      next === ''
        ? prefix
        : [...prefix, ...(next === '{' ? [] : [{ kind: 'literal' as const, text: next }]), { kind: 'rest' }],
  );
}

function tenantStatements({ arns, tags, meant, own, open }: Tenants, table: string): readonly Statement[] {
  const word = tags.map(wordOf).join('') || 'Untagged';
  const deny = (sid: string, actions: Actions, condition: Condition = {}): Statement => ({
    Sid: word + sid,
    Effect: 'Deny',
    Principal: '*',
    ...actions,
    Resource: [table, `${table}/index/*`],
    Condition: { ArnEquals: { 'aws:PrincipalArn': arns }, ...condition },
  });
  return [
    deny('Unforeseen', { NotAction: meant }),
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
