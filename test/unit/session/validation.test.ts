import {
  createTenantSessions,
  InvalidSessionOptions,
  InvalidSessionRequest,
  type TenantSessionsOptions,
} from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { sessionNameFor } from '../../../runtime/src/session/sources/role-call.js';
import { ACME, failure, ROLE_ARN, TAGS, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();
const secret = 'S3cr3t';
const NO_TAGS = 'tags must name the scopes, such as { tenant: "TenantId" }, or be {} for a role without tags';
const CLOCK = 'now must be a function that returns epoch milliseconds, a number, such as () => Date.now()';

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
    [{ tags: undefined }, NO_TAGS],
    [{ tags: ['TenantId'] }, NO_TAGS],
    [{ tags: { tenant: null } }, 'the tag key "null" must be a string, not null'],
    [{ tags: { tenant: { tag: 'TenantId' } } }, 'the parameter undefined must be an identifier other than claims'],
    [{ now: () => new Date() }, CLOCK],
    [{ now: () => Number.NaN }, CLOCK],
    [{ now: 1_700_000_000_000 }, CLOCK],
    [
      {
        now: () => {
          throw new Error(secret);
        },
      },
      'now must be a function that does not throw',
    ],
    [{ backoffSeconds: 5 }, 'backoffSeconds.first must be a number of at least 0, it is NaN'],
    [{ maxSessions: '10' }, 'maxSessions must be a number of at least 1, it is 10'],
    [{ onEvent: 1 }, 'onEvent must be a function'],
    [{ logger: {} }, 'logger must have a function warn, as console has'],
    [{ client: {} }, 'client must be a DynamoDBClient'],
    [{ stsClient: {} }, 'stsClient must be an STSClient of @aws-sdk/client-sts'],
    [{ policyArns: 'arn' }, 'policyArns must be a list of ARNs'],
    [{ transitiveTags: 'TenantId' }, 'transitiveTags must be a list of tag keys'],
    [{ auditTags: 'x' }, 'auditTags must be an object of tags, or a function that gives it'],
    [{ auditTags: { A: 1 } }, 'the value of the tag "A" must be a string, not number'],
    [{ policy: '{}' }, 'policy must be an object with Version and Statement'],
    [{ source: 'assumeRole' }, 'source must be an object with a kind, such as { kind: "webIdentity", … }'],
    [{ source: null }, 'source must be an object with a kind, such as { kind: "webIdentity", … }'],
    [
      { source: { kind: 'cognito', claims: null } },
      'source.claims must say which claim the pool maps to the tag TenantId',
    ],
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
      'durationSeconds must be a whole number from 900 to 3600 (role chaining; set roleChaining: false where the caller is not a role), it is 899',
    ],
    [
      { durationSeconds: 3601 },
      'durationSeconds must be a whole number from 900 to 3600 (role chaining; set roleChaining: false where the caller is not a role), it is 3601',
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
    [{ transitiveTags: ['Other'] }, 'transitiveTags names "Other", which is not a tag of the session'],
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

  it('takes the longest session where the caller is not a role', () => {
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

  it.each([[undefined], [null], ['acme'], [7], [[]]])('that are no objects: %o', async (request) => {
    const error = await failure(fixture.sessions().get(request as never));
    expect(error).toBeInstanceOf(InvalidSessionRequest);
    expect(error.message).toMatch(/^No session: get requires an object with tenantId and userId, not /);
  });

  it('with options that are none', async () => {
    for (const options of [null, 'x', { abortSignal: 'x' }, { abortSignal: null }])
      expect(await failure(fixture.sessions().get(ACME, options as never))).toBeInstanceOf(InvalidSessionRequest);
    expect((await fixture.sessions().get(ACME, { abortSignal: undefined } as never)).scope).toEqual(ACME);
  });

  it('to invalidate what is not a scope', () => {
    for (const given of [undefined, null, 7, [], {}, { tenantId: 7 }, { tenantId: undefined }, { other: 'x' }])
      expect(() => fixture.sessions().invalidate(given as never)).toThrow(InvalidSessionRequest);
  });

  it('fails with a SessionError where a function of the options throws, without its words', async () => {
    const broken = (): never => {
      throw new TypeError(secret);
    };
    for (const name of ['policy', 'sessionName', 'externalId', 'sourceIdentity', 'auditTags']) {
      const error = await failure(fixture.sessions({ [name]: broken }).get(ACME));
      expect(error).toMatchObject({ code: 'InvalidSessionRequest', problems: [`${name} threw TypeError`] });
      expect(error.message).not.toContain(secret);
    }
    const endless: { Version: string; Statement: unknown } = { Version: '2012-10-17', Statement: [] };
    endless.Statement = endless;
    const error = await failure(fixture.sessions({ policy: () => endless as never }).get(ACME));
    expect(error).toMatchObject({ code: 'InvalidSessionRequest' });
  });

  it('makes no call by a clock that has become garbage', async () => {
    let time: unknown = Date.now();
    const sessions = fixture.sessions({ now: () => time as number });
    await sessions.get(ACME);
    const before = fixture.sts.requests;
    for (time of [new Date(), Number.NaN, undefined, '1', {}]) {
      expect(await failure(sessions.get(ACME))).toBeInstanceOf(InvalidSessionOptions);
      expect(await failure(sessions.get({ ...ACME, userId: 'u2' }))).toBeInstanceOf(InvalidSessionOptions);
    }
    expect(fixture.sts.requests).toBe(before);
  });

  it('refuses tags that cannot fit when packed, and warns of a size that nearly fills the space', async () => {
    const before = fixture.sts.requests;
    // Nine tags with 2268 characters were told by STS to take 498 % of the space.
    const long = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`T${i + 1}`, 'a'.repeat(250)]));
    const refusal =
      'the session tags take about 498 % of the space that STS has for them, which is some 455 characters of keys and values: use fewer or shorter tags';
    expect(problems({ auditTags: long })).toContain(refusal);
    expect(await failure(fixture.sessions({ auditTags: () => long }).get(ACME))).toMatchObject({ problems: [refusal] });
    expect(fixture.sts.requests).toBe(before);

    const warned: string[] = [];
    const events: unknown[] = [];
    fixture.sts.packed = 85;
    await fixture
      .sessions({ logger: { warn: (message) => warned.push(message) }, onEvent: (event) => events.push(event) })
      .get(ACME);
    expect(warned).toEqual(['tenantry: session policies and tags use 85 % of the space that STS has for them']);
    expect(events.at(-1)).toMatchObject({ kind: 'issued', packedPolicySize: 85 });
    fixture.sts.packed = 6;
  });

  it('without tags are of a role without tags', async () => {
    const sessions = createTenantSessions({
      roleArn: ROLE_ARN,
      region: 'eu-west-1',
      tags: {},
      authorize: () => true,
      stsClient: fixture.sts.client(),
    });
    expect((await sessions.get({})).scope).toEqual({});
    expect(fixture.sts.calls.at(-1)).toMatchObject({ tags: {}, sessionName: 'unscoped' });
    expect(() => sessions.invalidate('acme')).toThrow('these sessions have no parameter');
    expect(sessions.invalidateAll()).toBe(1);
    await sessions.close();
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
    // A name that looks like one with a hash gets a hash of its own.
    expect(names.map(sessionNameFor).filter((name) => names.includes(name))).toEqual(['a-b', 'x'.repeat(64)]);
  });
});
