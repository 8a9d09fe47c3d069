import { createTenantSessions, type TenantSessions } from '@tenantry/runtime';
import type { FlightClub } from '../client/index.js';

/** Sessions of one club and one person. */
export type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;

const ROLE = 'arn:aws:iam::111122223333:role/flight-club-chief';
const ABOUT = { roleArn: ROLE, region: 'eu-west-1', tags: { tenant: 'TenantId', user: 'UserId' } } as const;

/** Returns the sessions of the registration service: it opens clubs, so there is no member yet to ask for. */
export const openRegistration = (): Sessions => createTenantSessions({ ...ABOUT, authorize: () => true });

/**
 * Returns the sessions of everybody else. Only active members of a club get one, and the club's own items say who is a
 * member.
 */
export function openSessions(club: FlightClub, registration: Sessions): Sessions {
  return createTenantSessions({
    ...ABOUT,
    authorize: async ({ tenantId, userId }) => {
      const lookUp = await registration.get({ tenantId, userId });
      return (await club.forSession(lookUp).member.get({ userId }).send())?.status === 'active';
    },
  });
}
