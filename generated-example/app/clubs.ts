import { type FlightClub, transactWrite } from '../client/index.js';
import { chapter, say } from './story.js';

export interface Clubs {
  readonly alps: string;
  readonly coast: string;
}

/** Registers two clubs with their members: the registration service may name any tenant, so it uses the plain accessors. */
export async function openClubs(club: FlightClub): Promise<Clubs> {
  chapter('Two clubs, one table');
  const clubs = { alps: 'alps', coast: 'coast' };
  for (const [tenantId, name] of [
    [clubs.alps, 'Alpine Gliders'],
    [clubs.coast, 'Coastal Flyers'],
  ] as const) {
    const pilot = {
      tenantId,
      roleId: 'pilot',
      name: 'Pilot',
      actions: new Set(['reservation:write', 'aircraft:write']),
    };
    // All or nothing: a club without its first role would lock everybody out.
    await transactWrite(club.club.create({ tenantId, name }), club.role.create(pilot)).send();
    say(`${name} is open, with the role ${pilot.name}.`);
  }
  for (const tenantId of [clubs.alps, clubs.coast]) {
    const jane = { tenantId, userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
    const written = await club.member
      .create({ ...jane, status: tenantId === clubs.alps ? 'active' : 'invited' })
      .send();
    say(`Jane joined ${tenantId} as ${written.status}.`);
  }
  await club.member
    .create({
      tenantId: clubs.alps,
      userId: 'ravi',
      email: 'ravi@example.com',
      name: 'Ravi',
      roleId: 'pilot',
      status: 'active',
    })
    .send();
  say('Ravi joined alps, too.');
  return clubs;
}
