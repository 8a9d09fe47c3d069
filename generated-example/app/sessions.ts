import { createTenantSessions, type TenantSessions } from '@tenantry/runtime';
import type { FlightClub } from '../client/index.js';

/** Sessions of one club and one person. */
export type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;

const ROLE = 'arn:aws:iam::111122223333:role/flight-club-chief';
const ABOUT = { roleArn: ROLE, region: 'eu-west-1', tags: { tenant: 'TenantId', user: 'UserId' } } as const;

/** What the registration service uses: it opens clubs, so there is no member yet whom it could ask for. */
export const openRegistration = (): Sessions => createTenantSessions({ ...ABOUT, authorize: () => true });

/** What everybody else uses: a session of a club is for its active members. Who is one is looked up in the club itself. */
export function openSessions(club: FlightClub, registration: Sessions): Sessions {
  return createTenantSessions({
    ...ABOUT,
    authorize: async ({ tenantId, userId }) => {
      const lookUp = await registration.get({ tenantId, userId });
      return (await club.forSession(lookUp).member.get({ userId }).send())?.status === 'active';
    },
  });
}
