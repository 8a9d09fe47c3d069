import { createTenantSessions, type TenantSessions } from '@tenantry/runtime';
import type { FlightClub } from '../client/index.js';

/** Sessions of one club and one person. */
export type Sessions = TenantSessions<{ readonly tenant: 'TenantId'; readonly user: 'UserId' }>;

/**
 * In production the source is STS: `roleArn` and `region` instead of `source`. The embedded engine has no STS, so the
 * tour's sessions carry fixed credentials; cache, authorization and guards are the same.
 */
export function openSessions(club: FlightClub, endpoint: string): Sessions {
  return createTenantSessions({
    source: { kind: 'static', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } },
    clientConfig: { endpoint },
    region: 'eu-west-1',
    tags: { tenant: 'TenantId', user: 'UserId' },
    authorize: async ({ tenantId, userId }) => (await club.member.get({ tenantId, userId }).send()) !== undefined,
  });
}
