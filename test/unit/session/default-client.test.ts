import { createTenantSessions } from '@tenantry/runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACME, ROLE_ARN, TAGS, useSts } from '../../support/sts-fixture.js';
import { BASE_CREDENTIALS, STS_REGION } from '../../support/sts-server.js';

const fixture = useSts();
afterEach(() => vi.unstubAllEnvs());

describe('without an STSClient of the caller', () => {
  it('uses the Region of the options and what the environment gives the SDK', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', fixture.sts.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', BASE_CREDENTIALS.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', BASE_CREDENTIALS.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    vi.stubEnv('AWS_REGION', 'us-west-2'); // the server refuses signatures of another Region than STS_REGION
    const sessions = createTenantSessions({ roleArn: ROLE_ARN, region: STS_REGION, tags: TAGS, authorize: () => true });
    const session = await sessions.get(ACME);
    expect(fixture.sts.issued.get((await session.credentials()).accessKeyId)?.tags).toEqual({
      TenantId: 'acme',
      UserId: 'u1',
    });
    await sessions.close();
  });
});
