import { createTenantSessions, type TenantSessions } from '@tenantry/runtime';
import type { FlightClub } from '../client/index.js';

/** Sessions of one club and one person. */
export type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;

const ROLE = 'arn:aws:iam::111122223333:role/flight-club-chief';
const ABOUT = { roleArn: ROLE, region: 'eu-west-1', tags: { tenant: 'TenantId', user: 'UserId' } } as const;

/** Issues sessions to the registration service, which opens clubs: there is no member yet whom it could look up. */
export const openRegistration = (): Sessions => createTenantSessions({ ...ABOUT, authorize: () => true });

/** Issues sessions of a club to its active members, which it looks up in the club itself. */
export function openSessions(club: FlightClub, registration: Sessions): Sessions {
  return createTenantSessions({
    ...ABOUT,
    authorize: async ({ tenantId, userId }) => {
      const lookUp = await registration.get({ tenantId, userId });
      return (await club.forSession(lookUp).member.get({ userId }).send())?.status === 'active';
    },
  });
}
