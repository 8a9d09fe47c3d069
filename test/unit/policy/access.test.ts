import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import type { Role } from '../../../generator/src/model/role.js';
import { accessMarkdown } from '../../../generator/src/policy/access/access-markdown.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { flightClubModel, grant } from '../../support/flight-club-model.js';

const small: Model = { ...flightClubModel, environments: flightClubModel.environments.slice(0, 1) };
const textOf = (model: Model): string => accessMarkdown(model, verify(model));
const before = textOf(small);
const added = (model: Model): readonly string[] => {
  const lines = new Set(before.split('\n'));
  return textOf(model)
    .split('\n')
    .filter((line) => !lines.has(line));
};
const withRole = (name: string, change: (role: Role) => Partial<Role>): Model => ({
  ...small,
  roles: small.roles.map((role) => (role.name === name ? { ...role, ...change(role) } : role)),
});

describe('access.md', () => {
  it('begins with a matrix of roles and entities to look at', () => {
    expect(before).toContain('|  | chief | kiosk | member | operator | visitor |');
    expect(before).toContain('| Role | read write |  | _read_ | _read_ _scan_ |  |');
    expect(before).toContain('| Reservation | read write | query (part) | read write | _read_ _scan_ |  |');
    expect(before).toContain('| documents (bucket) | read write |  |  |  |  |');
  });

  it('counts what is wider, and says which segment of the partition would keep it apart', () => {
    expect(before).toMatch(
      /\d+ combinations are allowed, 19 of them wider than the schema grants, of which it acknowledges 0\./,
    );
    expect(before).toContain('Give Role a partition of its own, such as `TENANT#{tenantId}#ROLE`.');
  });

  it.each<[string, Model, string]>([
    [
      'a bucket',
      withRole('member', ({ grants }) => ({
        grants: [...grants, { kind: 'bucket', bucket: 'documents', actions: ['read'] }],
      })),
      '- read objects below `tenants/{tenantId}/` of the bucket `flight-club-documents` (documents).',
    ],
    [
      'an attribute more',
      withRole('kiosk', () => ({ grants: [grant('Reservation', ['query'], { attributes: ['startsAt', 'userId'] })] })),
      '- Reservation: the attributes `startsAt` and `userId` and the keys only.',
    ],
    [
      'a statement of the schema’s own, whatever it holds',
      withRole('visitor', () => ({ additionalStatements: [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'a`b' }] })),
      '- Of the schema\'s own: `{"Effect":"Allow","Action":"sqs:*","Resource":"a\'b"}`',
    ],
    ['a tag', withRole('visitor', () => ({ tags: ['user'] })), 'Its sessions carry `UserId`.'],
    [
      'who may begin sessions',
      {
        ...small,
        identity: { assumeRole: { trusted: ['role/a', 'role/b'], maxSessionSeconds: 900 } },
      },
      '- `role/a` and `role/b`, for 900 seconds at most: `chief`, `kiosk`, `member` and `visitor`.',
    ],
  ])('shows a change of %s', (_, model, line) => expect(added(model)).toContain(line));
});
