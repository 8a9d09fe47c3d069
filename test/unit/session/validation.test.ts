import {
  createTenantSessions,
  InvalidSessionOptions,
  InvalidSessionRequest,
  type TenantSessionsOptions,
} from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { sessionNameFor } from '../../../runtime/src/session/session-name.js';
import { ACME, failure, ROLE_ARN, TAGS, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();
const secret = 'S3cr3t';

/** The problems that the options are refused for. */
function problems(options: object): readonly string[] {
  try {
    const given = { roleArn: ROLE_ARN, region: 'eu-west-1', tags: TAGS, authorize: () => true, ...options };
    createTenantSessions(given as TenantSessionsOptions<typeof TAGS>);
  } catch (error) {
    if (error instanceof InvalidSessionOptions) return error.problems;
  }
  return [];
}

describe('options', () => {
  it.each([
    [{ region: undefined }, 'region must name an AWS Region, such as eu-west-1'],
    [{ authorize: undefined }, 'authorize must be a function that returns true for a member of the tenant'],
    [{ tags: {} }, 'tags must name at least one scope, such as { tenant: "TenantId" }'],
    [
      { tags: { tenant: 'Tenant#Id' } },
      'the tag key "Tenant#Id" may hold only letters, digits, spaces and _.:/=+-@; character 7 of 9 is another',
    ],
    [
      { tags: { tenant: 'x'.repeat(129) } },
      `the tag key "${'x'.repeat(129)}" must have 1 to 128 characters, it has 129`,
    ],
    [{ tags: { tenant: 'AWS:id' } }, 'the tag key "AWS:id" must not begin with aws:'],
    [{ tags: { tenant: 'Id', user: 'ID' } }, 'the tag key "ID" is there twice (STS ignores case)'],
    [
      { tags: { tenant: 'A', user: { parameter: 'tenantId', tag: 'B' } } },
      'two tags are filled from the parameter tenantId',
    ],
    [
      { tags: { tenant: { parameter: '__proto__', tag: 'B' } } },
      'the parameter "__proto__" must be an identifier other than claims',
    ],
    [{ roleArn: 'role/x' }, 'roleArn must be the ARN of a role, such as arn:aws:iam::111122223333:role/tenant-member'],
    [{ roleArn: `${ROLE_ARN}-{orgId}` }, 'roleArn names {orgId}, and the tags give tenantId, userId'],
    [{ roleArn: `${ROLE_ARN}-{tenantId` }, 'roleArn has a brace that closes no parameter'],
    [
      { durationSeconds: 899 },
      'durationSeconds must be a whole number from 900 to 3600 (role chaining; set roleChaining: false where the caller is no role), it is 899',
    ],
    [
      { durationSeconds: 3601 },
      'durationSeconds must be a whole number from 900 to 3600 (role chaining; set roleChaining: false where the caller is no role), it is 3601',
    ],
    [
      { durationSeconds: 43_201, roleChaining: false },
      'durationSeconds must be a whole number from 900 to 43200, it is 43201',
    ],
    [{ externalId: 'x' }, 'externalId must have 2 to 1224 characters, it has 1'],
    [{ externalId: `${secret} x` }, 'externalId may hold only A-Z a-z 0-9 _+=,.@:/-; character 7 of 8 is another'],
    [{ sourceIdentity: 'aws:x' }, 'sourceIdentity must not begin with aws:'],
    [
      { auditTags: { A: '#' } },
      'the value of the tag "A" may hold only letters, digits, spaces and _.:/=+-@; character 1 of 1 is another',
    ],
    [{ auditTags: { tenantid: 'victim' } }, 'the tag key "tenantid" is there twice (STS ignores case)'],
    [
      { auditTags: Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, 'v'])) },
      'a session takes at most 50 tags, there are 51',
    ],
    [{ transitiveTags: ['Other'] }, 'transitiveTags names "Other", which is no tag of the session'],
    [
      { policy: { Version: '2012-10-17', Statement: [{ Sid: 'x'.repeat(2000) }] } },
      'the session policy with its managed policy ARNs must have 1 to 2048 characters, it has 2049',
    ],
    [{ policyArns: Array.from({ length: 11 }, () => 'arn:x') }, 'policyArns may have at most 10 entries, there are 11'],
    [{ maxSessions: 0 }, 'maxSessions must be a number of at least 1, it is 0'],
    [{ refreshBeforeSeconds: Number.NaN }, 'refreshBeforeSeconds must be a number of at least 0, it is NaN'],
    [{ source: { kind: 'nonsense' } }, 'source.kind "nonsense" is unknown'],
  ])('%o', (options, problem) => {
    expect(problems(options)).toContain(problem);
  });

  it('lists all that is wrong at once', () => {
    expect(problems({ region: '', authorize: 1, durationSeconds: 1 }).length).toBe(3);
  });

  it('refuses a role template in which two scopes could share a role', () => {
    expect(problems({ roleArn: `${ROLE_ARN}-{tenantId}-{userId}` })[0]).toContain('two scopes could share a role');
    expect(problems({ roleArn: `${ROLE_ARN}-{tenantId}{userId}` })[0]).toContain('two scopes could share a role');
    expect(problems({ roleArn: `${ROLE_ARN}-{tenantId}@{userId}` })).toEqual([]);
  });

  it('takes the longest session where the caller is no role', () => {
    expect(problems({ durationSeconds: 43_200, roleChaining: false })).toEqual([]);
  });
});

describe('requests', () => {
  it.each([
    [{ userId: 'u1' }, 'tenantId is missing'],
    [{ tenantId: '', userId: 'u1' }, 'tenantId must have 1 to 128 characters, it has 0'],
    [{ tenantId: 'x'.repeat(129), userId: 'u1' }, 'tenantId must have 1 to 128 characters, it has 129'],
    [{ tenantId: `${secret}#x`, userId: 'u1' }, 'tenantId may hold only A-Z a-z 0-9 _.-; character 7 of 8 is another'],
    [{ tenantId: 'acmé', userId: 'u1' }, 'tenantId may hold only A-Z a-z 0-9 _.-; character 4 of 4 is another'],
    [{ tenantId: 'acme\n', userId: 'u1' }, 'tenantId may hold only A-Z a-z 0-9 _.-; character 5 of 5 is another'],
    [{ tenantId: '*', userId: 'u1' }, 'tenantId may hold only A-Z a-z 0-9 _.-; character 1 of 1 is another'],
    [{ tenantId: 7, userId: 'u1' }, 'tenantId must be a string, not number'],
    [{ tenantId: null, userId: 'u1' }, 'tenantId must be a string, not null'],
    [{ tenantId: ['acme'], userId: 'u1' }, 'tenantId must be a string, not object'],
  ])('%o', async (request, problem) => {
    let asked = false;
    const sessions = fixture.sessions({
      authorize: () => {
        asked = true;
        return true;
      },
    });
    const before = fixture.sts.requests;
    const error = await failure(sessions.get(request as never));
    expect(error).toBeInstanceOf(InvalidSessionRequest);
    expect((error as InvalidSessionRequest).problems).toEqual([problem]);
    expect(error.message).not.toContain(secret);
    expect([asked, fixture.sts.requests]).toEqual([false, before]);
  });

  it('checks what the options make of a request, before STS', async () => {
    const before = fixture.sts.requests;
    const of = async (options: object): Promise<string> => (await failure(fixture.sessions(options).get(ACME))).message;
    expect(await of({ externalId: () => `${secret}!` })).toBe(
      'No session: externalId may hold only A-Z a-z 0-9 _+=,.@:/-; character 7 of 7 is another',
    );
    expect(await of({ sourceIdentity: () => 'x' })).toContain('sourceIdentity must have 2 to 64 characters, it has 1');
    expect(await of({ auditTags: () => ({ UserID: 'u2' }) })).toContain('the tag key "UserID" is there twice');
    expect(await of({ policy: () => ({ Version: '2012-10-17', Statement: [{ Sid: 'x'.repeat(2100) }] }) })).toContain(
      'it has 2149',
    );
    const long = { tenantId: 'x'.repeat(60), userId: 'u1' };
    const error = await failure(fixture.sessions({ roleArn: `${ROLE_ARN}-{tenantId}` }).get(long));
    expect(error.message).toBe('No session: the role name must have 1 to 64 characters, it has 79');
    expect(fixture.sts.requests).toBe(before);
  });

  it('fills tags from parameters of other names', async () => {
    const sessions = createTenantSessions({
      roleArn: ROLE_ARN,
      region: 'eu-west-1',
      tags: { org: { parameter: 'organisation', tag: 'OrgId' } },
      authorize: ({ organisation }) => organisation === 'acme',
      stsClient: fixture.sts.client(),
    });
    const session = await sessions.get({ organisation: 'acme' });
    expect(session.scope.organisation).toBe('acme');
    expect(fixture.sts.calls.at(-1)?.tags).toEqual({ OrgId: 'acme' });
    await sessions.close();
  });
});

describe('session names', () => {
  it('are the text where STS takes it', () => {
    for (const text of ['acme@u1', 'ab', 'a+b,c.d@e-f_g', 'x'.repeat(64)]) expect(sessionNameFor(text)).toBe(text);
  });

  it('fit STS and differ for different texts, whatever these are', () => {
    const texts = [
      '',
      'a',
      'ü',
      'a b',
      'a-b',
      'a/b',
      'a=b',
      'x'.repeat(65),
      `${'x'.repeat(65)}y`,
      'x'.repeat(64),
      'a\nb',
      '😀',
      'a b ',
      '\ud800',
    ];
    const names = texts.map(sessionNameFor);
    for (const name of names) expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
    expect(new Set(names).size).toBe(texts.length);
    // What looks like a name with a hash is given one of its own.
    expect(names.map(sessionNameFor).filter((name) => names.includes(name))).toEqual(['a-b', 'x'.repeat(64)]);
  });
});
