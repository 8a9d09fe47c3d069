import type { FlightClub } from '../client/index.js';
import type { Clubs } from './clubs.js';
import type { Sessions } from './sessions.js';
import { chapter, say } from './story.js';

/** Jane's clubs come from the flipped index, whose partitions are hers; each switch passes `authorize` again. */
export async function switchClub(club: FlightClub, sessions: Sessions, clubs: Clubs): Promise<void> {
  chapter('Switching clubs');
  const atAlps = await sessions.get({ tenantId: clubs.alps, userId: 'jane' });
  const memberships = await club.forSession(atAlps).member.clubsOfUser().all();
  say(
    `Jane's clubs, from the index that is keyed by user: ${memberships.map((membership) => membership.tenantId).join(' and ')}.`,
  );

  const atCoast = await sessions.get({ tenantId: clubs.coast, userId: 'jane' });
  const here = await club.forSession(atCoast).club.get().send();
  const fleet = await club.forSession(atCoast).aircraft.query().all();
  say(`Switched to ${here?.name}: ${fleet.length} aircraft here, and none of the other club's.`);
}
