import * as dynamodb from 'client-dynamodb-newest';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { readSchema } from '../../../generator/src/read-schema.js';
import { actionsOfOperation, evaluate, policyDocument } from '../../../iam/src/index.js';

const modelOf = (text: string): Model => {
  const { model, diagnostics } = readSchema([{ file: 'schema.tenantry.yaml', text }]);
  if (model === undefined) throw new Error(diagnostics.map(({ code, summary }) => `${code}: ${summary}`).join('\n'));
  return model;
};

const HEAD = `
version: 1
service: demo
output: { policies: p, client: c }
environments: { prod: { account: "111122223333", region: eu-west-1, tables: { app: app } } }
tables: { app: { partitionKey: pk, sortKey: sk, indexes: { gsi1: { partitionKey: gsi1pk, sortKey: gsi1sk } } } }
identity: { assumeRole: { trusted: ["role/api"] } }
`;

/** Partition forms of a scope that ends with its parameter, and of one with a text after it. */
const FORMS = [
  'PR#{tenantId}',
  'PR#{tenantId}#',
  'PR#{tenantId}#NOTE',
  'PR#{tenantId}#NOTE#{id}',
  'PR#{tenantId}#{id}',
];
const UNIQUE = ['', 'unique: [[email]]', 'unique: [[email], [id, email]]'];
const GRANTS = ['read', 'write', '[read, write]', 'put', 'delete', '[get, update]'];

const schema = (partition: string, unique: string, grant: string): string => `${HEAD}
scopes:
  tenant: { prefix: "PR#{tenantId}", principalTag: TenantId }
  open: { prefix: "PUBLIC" }
entities:
  Note:
    key: { partition: "${partition}", sort: "N#{id}" }
    ${unique}
    attributes: { tenantId: string, id: string, email: string }
    indexes: { byEmail: { index: gsi1, partition: "PR#{tenantId}#EMAIL", sort: "{email}" } }
  Airport:
    key: { partition: "PUBLIC#AIRPORT", sort: "{id}" }
    attributes: { id: string }
roles:
  member: { tags: [tenant], grants: { Note: ${grant}, Airport: read } }
`;

describe('the guardrail', () => {
  const cases = FORMS.flatMap((partition) =>
    UNIQUE.flatMap((unique) => GRANTS.map((grant) => [partition, unique, grant] as const)),
  );

  it.each(cases)('lets through what the role needs and no more: %s %s %s', (partition, unique, grant) => {
    const { sound, complete, findings } = verify(modelOf(schema(partition, unique, grant)));
    expect(findings.filter(({ code }) => code.startsWith('guardrail'))).toEqual([]);
    expect({ sound, complete }).toEqual({ sound: true, complete: true });
  });

  const model = modelOf(schema('PR#{tenantId}#NOTE', 'unique: [[email]]', '[read, write]'));
  const guardrail = policyDocuments(model)[0]?.guardrails.app;
  const everything = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
  const role = 'arn:aws:iam::111122223333:role/demo-member';
  const decide = (action: string, key?: string, arn = role): string =>
    evaluate(
      { identity: [everything], ...(guardrail && { resource: guardrail }) },
      {
        action,
        resource: table,
        principal: { kind: 'AWS', names: [arn] },
        context: {
          'aws:PrincipalArn': arn,
          'aws:PrincipalTag/TenantId': 'acme',
          ...(key !== undefined && { 'dynamodb:LeadingKeys': [key] }),
        },
      },
    ).decision;

  const operations = Object.keys(dynamodb).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
  const keyed = new Set(
    ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchGetItem', 'Query'].map(
      (name) => `dynamodb:${name}`,
    ),
  );

  it.each(operations)('denies a tenant role %s beyond its own keys', (operation) => {
    for (const action of actionsOfOperation(operation) ?? []) {
      expect(decide(action), action).toBe('denied');
      expect(decide(action, 'PR#rival#NOTE'), action).toBe('denied');
      expect(decide(action, 'PR#acme#NOTE'), action).toBe(keyed.has(action) ? 'allowed' : 'denied');
    }
  });

  it('denies an action that AWS adds later, and stops no other role', () => {
    for (const name of ['ReadEverything', 'GetItems', 'SearchItem']) expect(decide(`dynamodb:${name}`)).toBe('denied');
    expect(decide('dynamodb:ReadEverything', undefined, 'arn:aws:iam::111122223333:role/batch-job')).toBe('allowed');
  });

  it('allows a describing action that the role’s own statement names', () => {
    const describing = modelOf(
      schema('PR#{tenantId}#NOTE', '', 'read').replace(
        'roles:\n  member: {',
        `roles:\n  member: { additionalStatements: [{ Effect: Allow, Action: "dynamodb:DescribeTable", Resource: "${table}" }],`,
      ),
    );
    const [statement] = policyDocuments(describing)[0]?.guardrails.app?.Statement ?? [];
    expect(statement?.NotAction).toContain('dynamodb:DescribeTable');
    expect(verify(describing).findings.filter(({ code }) => code.startsWith('guardrail'))).toEqual([]);
  });

  it.each([
    ['dynamodb:Scan'],
    ['dynamodb:StartBulkPutItems'],
    ['dynamodb:DescribeTable'],
    ['dynamodb:*'],
    ['dynamodb:Sc*'],
    ['dynamodb:Tomorrow'],
  ])('is found wider where somebody adds %s to what it spares', (action) => {
    const [documents] = policyDocuments(model);
    if (documents === undefined || guardrail === undefined) throw new Error('the model has a guardrail');
    const wider = {
      ...guardrail,
      Statement: guardrail.Statement.map((statement) =>
        statement.NotAction === undefined
          ? statement
          : { ...statement, NotAction: [...[statement.NotAction].flat(), action] },
      ),
    };
    const { findings } = verify(model, [{ ...documents, guardrails: { app: wider } }]);
    expect(findings.map(({ code }) => code)).toContain('guardrail.wider');
  });
});
