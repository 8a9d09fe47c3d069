import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantSessions, type TenantSessions } from '@tenantry/runtime';
import type { FlightClub } from '../client/index.js';

/** Sessions of one club and one person. */
export type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;

/**
 * In production the source is STS: `roleArn` and `region` instead of `source`. The embedded engine has no STS, so the
 * tour's sessions carry fixed credentials; cache, authorization and guards are the same.
 */
export function openSessions(club: FlightClub, client: DynamoDBClient): Sessions {
  return createTenantSessions({
    source: { kind: 'static', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } },
    client,
    region: 'eu-west-1',
    tags: { tenant: 'TenantId', user: 'UserId' },
    authorize: async ({ tenantId, userId }) => (await club.member.get({ tenantId, userId }).send()) !== undefined,
  });
}
