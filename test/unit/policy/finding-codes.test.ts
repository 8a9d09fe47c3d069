import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../generator/src/diagnostics/finding-codes.js';
import type { Model } from '../../../generator/src/model/model.js';
import type { EnvironmentDocuments } from '../../../generator/src/policy/documents.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import type { PolicyDocument, Statement } from '../../../iam/src/document.js';
import { damages } from '../../support/damage.js';
import { entity, field, flightClubModel, grant } from '../../support/flight-club-model.js';

const { environments, roles } = flightClubModel;

/** Outside of every scope, as only an unscoped role may be granted it. */
const loose = entity('Loose', {
  key: { scope: undefined, partition: 'OTHER', sort: '{id}' },
  attributes: [field('id')],
});

const modelOf = (name: string): Model => ({
  ...flightClubModel,
  entities: [...flightClubModel.entities, loose],
  environments: environments.slice(0, 1),
  roles: roles.filter((role) => role.name === name),
});

const documentsOf = (model: Model): EnvironmentDocuments => {
  const [documents] = policyDocuments(model);
  if (documents === undefined) throw new Error('no documents');
  return documents;
};

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';

/** Statements that somebody adds to a policy by hand. */
const ADDED: readonly Statement[] = [
  { Sid: 'A', Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE, ...whereKeysAre('PUBLIC#AIRPORT#DE') },
  { Sid: 'B', Effect: 'Allow', Action: 'dynamodb:Query', Resource: TABLE, ...whereKeysAre('OTHER') },
  {
    Sid: 'C',
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: TABLE,
    Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  },
  { Sid: 'D', Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' },
];

function whereKeysAre(key: string): Pick<Statement, 'Condition'> {
  return {
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [key] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };
}

const withStatement = (document: PolicyDocument, statement: Statement): PolicyDocument => ({
  ...document,
  Statement: [...document.Statement, statement],
});

const everyDamage = (documents: EnvironmentDocuments): readonly Partial<EnvironmentDocuments>[] => {
  const [role] = documents.roles;
  const [identity] = role?.identity ?? [];
  if (role === undefined || identity === undefined) throw new Error('no role');
  return [
    { roles: [] },
    ...damages(identity).map(({ document }) => ({ roles: [{ ...role, identity: [document] }] })),
    ...Object.entries(role.trust).flatMap(([way, trust]) =>
      damages(trust).map(({ document }) => ({ roles: [{ ...role, trust: { ...role.trust, [way]: document } }] })),
    ),
    ...(documents.sessionIssuer === undefined ? [] : damages(documents.sessionIssuer)).map(({ document }) => ({
      sessionIssuer: document,
    })),
    ...Object.entries(documents.guardrails).flatMap(([table, guardrail]) =>
      damages(guardrail).map(({ document }) => ({ guardrails: { ...documents.guardrails, [table]: document } })),
    ),
  ];
};

describe('the proof', () => {
  it('has a case for each of its codes', () => {
    const open: Model = {
      ...modelOf('kiosk'),
      entities: [
        entity('Item', {
          key: { scope: 'tenant', partition: 'TENANT#{tenantId}-{id}' },
          attributes: [field('tenantId'), field('id')],
        }),
      ],
      roles: [
        { name: 'r', unscoped: false, tags: ['tenant'], additionalStatements: [], grants: [grant('Item', ['get'])] },
      ],
    };
    const found = new Set(verify(open).findings.map(({ code }) => code));
    const model = modelOf('kiosk');
    const documents = documentsOf(model);
    const codes = Object.keys(FINDING_CODES);
    // Damages come in kinds: some of each first, and no more than it takes.
    const changes = everyDamage(documents);
    const [role] = documents.roles;
    const [identity] = role?.identity ?? [];
    if (role === undefined || identity === undefined) throw new Error('no role');
    const added = ADDED.map((each) => ({ roles: [{ ...role, identity: [withStatement(identity, each)] }] }));
    const inTurn = [0, 1, 2, 3, 4].flatMap((turn) => changes.filter((_, i) => i % 5 === turn));
    for (const change of [...added, ...inTurn]) {
      if (found.size === codes.length) break;
      for (const { code } of verify(model, [{ ...documents, ...change }]).findings) found.add(code);
    }
    expect([...found].sort()).toEqual(codes.sort());
  });
});
