// Every operation of the newest DynamoDB client, added to a tenant role: by the class of its actions it is proved or found.
import * as dynamodb from 'client-dynamodb-newest';
import { describe, expect, it } from 'vitest';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { policyFindings } from '../../../generator/src/policy/verify/policy-findings.js';
import { noCaches, roleCase } from '../../../generator/src/policy/verify/role-case.js';
import { readSchema } from '../../../generator/src/read-schema.js';
import { actionsOfOperation, classifyAction } from '../../../iam/src/index.js';

const { model: read, diagnostics } = readSchema([
  {
    file: 'schema.tenantry.yaml',
    text: `
version: 1
service: demo
output: { policies: p, client: c }
environments: { prod: { account: "111122223333", region: eu-west-1, tables: { app: app } } }
scopes: { tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId } }
tables: { app: { partitionKey: pk, sortKey: sk } }
entities:
  A: { key: { partition: "TENANT#{tenantId}", sort: "A#{id}" }, attributes: { tenantId: string, id: string } }
roles: { member: { tags: [tenant], grants: { A: [read, write] } } }
`,
  },
]);
if (read === undefined) throw new Error(diagnostics.map(({ summary }) => summary).join('\n'));
const [environment] = read.environments;
const [member] = read.roles;
if (environment === undefined || member === undefined) throw new Error('the fixture changed');
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
const RESOURCES = [TABLE, `${TABLE}/*`, 'arn:aws:dynamodb::111122223333:global-table/*'];
const TIED = {
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TENANT#${aws:PrincipalTag/TenantId}'] },
  StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
  Null: { 'dynamodb:LeadingKeys': 'false' },
};

const found = (statement: object): readonly string[] => {
  const role = { ...member, additionalStatements: [{ Effect: 'Allow', ...statement }] };
  const model = { ...read, roles: [role] };
  const identity = policyDocuments(model)[0]?.roles[0]?.identity ?? [];
  const findings = policyFindings(roleCase(model, environment, role, identity, noCaches()));
  return [...new Set(findings.map(({ code }) => code))];
};

const OPERATIONS = Object.keys(dynamodb).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
const ACTIONS = [...new Set(OPERATIONS.flatMap((operation) => actionsOfOperation(operation) ?? []))].sort();

/** Lets requests without keys through, and so binds nothing that carries none. */
const { Null: _, ...LOOSE } = TIED;

type Codes = readonly string[];

/** The findings of an action without a condition, tied to the tenant's keys, and tied by ForAllValues alone. */
const EXPECTED: { readonly [kind: string]: { readonly free: Codes; readonly tied: Codes; readonly loose?: Codes } } = {
  keyed: { free: ['policy.foreign-key', 'policy.no-key'], tied: [] },
  keyless: { free: ['policy.no-key'], tied: [], loose: ['policy.no-key'] },
  control: { free: ['policy.no-key'], tied: [], loose: ['policy.no-key'] },
  describing: { free: [], tied: [], loose: [] },
};

describe('an additional statement', () => {
  it('is tried with every operation', () => {
    expect(OPERATIONS.length).toBeGreaterThan(60);
    expect(OPERATIONS.filter((operation) => actionsOfOperation(operation) === undefined)).toEqual([]);
    expect([...new Set(ACTIONS.map(classifyAction))].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(ACTIONS)('%s', (Action) => {
    const { free, tied, loose } = EXPECTED[classifyAction(Action)] ?? {};
    const on = { Action, Resource: RESOURCES };
    expect(found(on)).toEqual(free);
    expect(found({ ...on, Condition: TIED })).toEqual(tied);
    if (loose !== undefined) expect(found({ ...on, Condition: LOOSE })).toEqual(loose);
  });
});
