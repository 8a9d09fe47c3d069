import type { Condition, PolicyDocument, Statement } from '@tenantry/iam';
import type { Account, AccountRole } from '../account/account.js';

/** The smallest part of an identity policy that can be used by itself: one action on one resource, for one key pattern. */
export interface Grant {
  readonly kind: 'grant';
  /** The role's name in the schema. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** The `dynamodb:LeadingKeys` pattern; absent where the statement has none. */
  readonly pattern?: string;
}

export const grantId = ({ role, action, resource, pattern }: Grant): string =>
  JSON.stringify([role, action, resource, pattern ?? null]);

/** A grant with the document that allows exactly what it grants, of conditions on keys alone. */
export interface GrantDocument {
  readonly grant: Grant;
  readonly role: AccountRole;
  readonly document: PolicyDocument;
}

const LEADING_KEYS = 'dynamodb:LeadingKeys';

/** The grants of all roles on DynamoDB, in the order of the schema's roles and of their statements, each once. */
export function grantsOf({ roles }: Account): readonly GrantDocument[] {
  const found = new Map<string, GrantDocument>();
  for (const role of roles.values()) {
    for (const statement of role.policies.flatMap(({ Statement }) => Statement)) {
      for (const part of partsOf(role, statement)) {
        const id = grantId(part.grant);
        if (!found.has(id)) found.set(id, part);
      }
    }
  }
  return [...found.values()];
}

function partsOf(role: AccountRole, { Effect, Action, Resource, Condition }: Statement): readonly GrantDocument[] {
  if (Effect !== 'Allow') return [];
  return listOf(Action)
    .filter((action) => action.startsWith('dynamodb:'))
    .flatMap((action) =>
      listOf(Resource).flatMap((resource) =>
        patternsOf(Condition).map(({ pattern, operator }): GrantDocument => {
          const condition = pattern === undefined ? {} : { Condition: { [operator]: { [LEADING_KEYS]: pattern } } };
          return {
            grant: { kind: 'grant', role: role.name, action, resource, ...(pattern !== undefined && { pattern }) },
            role,
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...condition }],
            },
          };
        }),
      ),
    );
}

interface Pattern {
  readonly pattern: string | undefined;
  readonly operator: string;
}

/** The patterns of a statement, each under its operator for a single key. */
function patternsOf(condition: Condition | undefined): readonly Pattern[] {
  const patterns = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    operator === 'Null'
      ? []
      : listOf(keys[LEADING_KEYS]).map((pattern) => ({ pattern, operator: operator.replace(/^For\w+:/, '') })),
  );
  return patterns.length > 0 ? patterns : [{ pattern: undefined, operator: '' }];
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
