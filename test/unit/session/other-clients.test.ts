import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACME, useSts } from '../../support/sts-fixture.js';
import { startVerifiedTable } from '../../support/sts-verified-table.js';

const fixture = useSts();
afterEach(() => vi.useRealTimers());

describe('session.credentials', () => {
  it('works with any client of the SDK, and renews for as long as the session is held', async () => {
    const bucket = await startVerifiedTable(fixture.sts.issued);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }); // the SDK looks at the real clock
    const sessions = fixture.sessions({ now: () => Date.now() });
    fixture.sts.clock = () => Date.now();
    const session = await sessions.get(ACME);
    const s3 = new S3Client({
      region: 'eu-west-1',
      endpoint: bucket.endpoint,
      forcePathStyle: true,
      credentials: session.credentials,
    });
    const used = new Set<string | undefined>();
    for (let minutes = 0; minutes < 240; minutes += 5) {
      await s3.send(new GetObjectCommand({ Bucket: 'documents', Key: 'tenants/acme/manual.pdf' }));
      const { by, problem } = bucket.arrivals.at(-1) ?? {};
      expect(problem).toBeUndefined();
      expect(by?.tags).toEqual({ TenantId: 'acme', UserId: 'u1' });
      used.add(by?.accessKeyId);
      vi.setSystemTime(Date.now() + 5 * 60_000);
    }
    expect(used.size).toBeGreaterThanOrEqual(4);
    s3.destroy();
    await bucket.stop();
  });
});
