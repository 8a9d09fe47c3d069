import { type FlightClub, transactWrite } from '../client/index.js';
import type { Sessions } from './sessions.js';
import { chapter, say } from './story.js';

export interface Clubs {
  readonly alps: string;
  readonly coast: string;
}

/** Registers two clubs with their members, each in a session of its own. */
export async function openClubs(club: FlightClub, registration: Sessions): Promise<Clubs> {
  chapter('Two clubs, one table');
  const clubs = { alps: 'alps', coast: 'coast' };
  for (const [tenantId, name] of [
    [clubs.alps, 'Alpine Gliders'],
    [clubs.coast, 'Coastal Flyers'],
  ] as const) {
    const session = await registration.get({ tenantId, userId: 'registration' });
    const pilot = { roleId: 'pilot', name: 'Pilot', actions: new Set(['reservation:write', 'aircraft:write']) };
    const mine = club.forSession(session);
    // All or nothing: a club without its first role would lock everybody out.
    await transactWrite(mine.club.create({ name }), mine.role.create(pilot)).send();
    say(`${name} is open, with the role ${pilot.name}.`);

    const jane = { userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
    await mine.member.create({ ...jane, status: 'active' }).send();
    const ravi = { userId: 'ravi', email: 'ravi@example.com', name: 'Ravi', roleId: 'pilot' };
    const status = tenantId === clubs.alps ? 'active' : 'invited';
    const written = await mine.member.create({ ...ravi, status }).send();
    say(`Jane joined ${tenantId}; Ravi is ${written.status}.`);
  }
  return clubs;
}
