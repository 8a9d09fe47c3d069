import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { entity, field, flightClubModel, grant } from '../../support/flight-club-model.js';

const result = verify(flightClubModel);
const row = (role: string, name: string, accessPattern: string, action: string) =>
  result.access.find(
    (each) =>
      each.role === role && each.entity === name && each.accessPattern === accessPattern && each.action === action,
  );

describe('the tour', () => {
  it('is sound and complete in every environment', () => {
    expect(result).toMatchObject({ sound: true, complete: true, findings: [] });
  });

  it('names what crosses a border by declaration', () => {
    const kinds = result.crossTenantGrants.map(({ role, kind, entity: name = '', accessPattern = '' }) =>
      [role, kind, name, accessPattern].join(' '),
    );
    expect(kinds).toContain('member other-scope Member clubsOfUser');
    expect(kinds).toContain('visitor public Airport primary');
    expect(kinds).toContain('operator unscoped-role Club primary');
    expect(kinds).toContain('operator unscoped-session  ');
    expect(kinds.filter((each) => each.startsWith('kiosk'))).toEqual(['kiosk role-choice  ']);
  });

  it('says what it takes for granted', () => {
    expect(result.assumptions.some((text) => text.includes('dynamodb:LeadingKeys'))).toBe(true);
    expect(result.assumptions.some((text) => text.startsWith('Index keys'))).toBe(true);
  });
});

describe('effective access', () => {
  it('is what is declared where partitions are apart', () => {
    expect(row('member', 'Reservation', 'primary', 'put')).toEqual({
      ...{ role: 'member', entity: 'Reservation', accessPattern: 'primary', action: 'put' },
      ...{ declared: true, effective: true },
    });
    expect(row('member', 'FlightEvent', 'primary', 'put')).toMatchObject({ declared: false, effective: false });
    expect(row('visitor', 'Member', 'clubsOfUser', 'query')).toMatchObject({ declared: false, effective: false });
    expect(row('kiosk', 'Reservation', 'byPilot', 'query')).toMatchObject({ declared: true, effective: true });
  });

  it('is the union where entities share a partition, with the reason and a way out', () => {
    expect(row('member', 'Role', 'primary', 'get')).toEqual({
      ...{ role: 'member', entity: 'Role', accessPattern: 'primary', action: 'get', declared: false, effective: true },
      reason:
        'IAM sees partition keys only, and TENANT#{tenantId} is shared with Club, Member and Aircraft, for which this is granted',
      suggestion:
        'Give Role a partition of its own, such as TENANT#{tenantId}#ROLE. A collection that reads it together with the others then needs a query more.',
    });
  });

  it('shows what a wildcard and a scan take along', () => {
    expect(row('operator', 'Reservation', 'primary', 'get')?.reason).toBe(
      'IAM can match a part of TENANT#{tenantId} (Club) only by *, which covers TENANT#{tenantId}#RES#{month} as well',
    );
    expect(row('operator', 'Member', 'primary', 'scan')?.reason).toContain('a scan reads the whole table');
  });

  it('tells what the client needs besides', () => {
    const role = {
      name: 'r',
      unscoped: false,
      tags: ['tenant'],
      additionalStatements: [],
      grants: [grant('Aircraft', ['update'])],
    };
    const { access, findings } = verify({ ...flightClubModel, roles: [role] });
    expect(findings).toEqual([]);
    const reasons = access
      .filter((each) => each.declared !== each.effective)
      .map((each) => [each.entity, each.action, each.reason]);
    expect(reasons).toContainEqual([
      'Aircraft',
      'get',
      'an update of what index keys, computed attributes or required sets are made of reads the item first',
    ]);
    expect(reasons).toContainEqual(['Aircraft', 'check', 'a guarded write checks this item in the same transaction']);
  });

  it('has a row for every entity, access pattern and action', () => {
    // Per role: seven actions on seven entities, and a query on each of four access patterns.
    expect(result.access.filter(({ attribute }) => attribute === undefined)).toHaveLength(5 * (7 * 7 + 4));
    // An attribute that a grant leaves out stands in a key that the role reads.
    const shown = result.access.filter(({ attribute }) => attribute !== undefined);
    expect(shown.map(({ role, entity, attribute }) => [role, entity, attribute])).toEqual([
      ['kiosk', 'Reservation', 'userId'],
    ]);
  });
});

describe('models that cannot be safe', () => {
  const withEntity = (
    partition: string,
    scope = 'tenant',
    index?: { partition: string; scope: string | undefined },
  ): Model => {
    const item = entity('Item', {
      key: { scope, partition },
      attributes: [field('tenantId'), field('id')],
      ...(index && { accessPatterns: [{ name: 'byId', index: 'gsi1', ...index }] }),
    });
    return {
      ...flightClubModel,
      entities: [item],
      roles: [
        {
          ...{ name: 'r', unscoped: false, tags: ['tenant'], additionalStatements: [] },
          grants: [grant('Item', ['get', 'query', 'put'], { accessPatterns: ['primary', 'byId'] })],
        },
      ],
    };
  };

  it('a value that is not closed: two tenants and a key', () => {
    const { sound, findings } = verify({ ...withEntity('TENANT#{tenantId}-{id}') });
    expect(sound).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('policy.open-partition');
    const foreign = findings.find(({ code }) => code === 'policy.foreign-key')?.counterexample;
    expect(foreign).toMatchObject({ expected: 'denied', actual: 'allowed' });
    const { TenantId: mine } = foreign?.session ?? {};
    const { TenantId: theirs } = foreign?.other ?? {};
    expect(mine).not.toBe(theirs);
    expect(foreign?.leadingKeys?.[0]?.startsWith(`TENANT#${mine}-`)).toBe(true);
  });

  it('a partition that another scope claims', () => {
    const { findings } = verify(withEntity('USER#{tenantId}'));
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['policy.open-partition', 'policy.foreign-key']),
    );
  });

  it('an index outside every scope is not granted, and so refused by completeness only where a grant needs it', () => {
    const { findings } = verify(withEntity('TENANT#{tenantId}', 'tenant', { partition: 'ID#{id}', scope: undefined }));
    expect(findings).toEqual([]);
  });
});

describe('documents of others', () => {
  const [documents] = policyDocuments(flightClubModel);
  if (documents === undefined) throw new Error('no documents');
  const model = { ...flightClubModel, environments: flightClubModel.environments.slice(0, 1) };

  it('lacking altogether refuse everything', () => {
    const { sound, complete, findings } = verify(model, []);
    expect([sound, complete]).toEqual([true, false]);
    const codes = new Set(findings.map(({ code }) => code));
    expect([...codes].sort()).toEqual(['policy.refused', 'session-issuer.refused', 'trust.refused']);
  });

  it('are found where a trust policy is weaker', () => {
    const weaken = (
      change: (condition: { [operator: string]: { [key: string]: unknown } }) => void,
    ): readonly string[] => {
      const changed = structuredClone(documents);
      for (const { role, trust } of changed.roles) {
        const condition = trust['assume-role']?.Statement[0]?.Condition;
        if (role === 'member' && condition !== undefined)
          change(condition as { [operator: string]: { [key: string]: unknown } });
      }
      return verify(model, [changed]).findings.map(({ summary }) => summary);
    };
    expect(weaken((condition) => delete condition.StringLike)).toContainEqual(
      expect.stringContaining('no TenantId tag'),
    );
    expect(weaken((condition) => delete condition['ForAllValues:StringEquals'])).toEqual([
      'The trust policy of member lets in arn:aws:iam::111122223333:role/flight-club-api with a tag that is not the role’s.',
    ]);
    expect(
      weaken((condition) => (condition.StringLike = { ...condition.StringLike, 'aws:RequestTag/TenantId': '*' })),
    ).toEqual([expect.stringContaining('an empty TenantId tag')]);
  });

  it('are found where the session issuer may do more', () => {
    const changed = structuredClone(documents);
    const [statement] = changed.sessionIssuer?.Statement ?? [];
    Object.assign(statement ?? {}, { Resource: '*' });
    expect(verify(model, [changed]).findings.map(({ code, counterexample }) => [code, counterexample?.action])).toEqual(
      [
        // Of the operator, who trusts a principal of its own, of the visitor, and of a role that nobody knows.
        ['session-issuer.wider', 'sts:AssumeRole'],
        ['session-issuer.wider', 'sts:TagSession'],
        ['session-issuer.wider', 'sts:TagSession'],
        ['session-issuer.wider', 'sts:AssumeRole'],
        ['session-issuer.wider', 'sts:TagSession'],
      ],
    );
  });
});
