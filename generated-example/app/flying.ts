import { ConditionFailed, type Session, TransactionCanceled } from '@tenantry/runtime';
import { type FlightClub, transactWrite } from '../client/index.js';
import { chapter, say } from './story.js';

/** A day at one club: everything goes through accessors that are bound to the session, so no call names the tenant. */
export async function flyToday(club: FlightClub, session: Session): Promise<void> {
  // Aircraft are written under a guard: only where the caller's role holds «aircraft:write» at that moment.
  const mine = club.forSession(session, { role: { roleId: 'pilot' } });

  chapter('A day at alps, in a session that is tagged with the club');
  const glider = await mine.aircraft.create({ registration: 'D-1234' }).send();
  await mine.aircraft.create({ registration: 'D-5678', status: 'maintenance', hours: 12 }).send();
  say(`Registered ${glider.registration}: ${glider.status}, ${glider.hours} hours.`);

  const active = await mine.member.byStatus({ status: 'active' }).all();
  say(`Active members, by index: ${active.map((member) => member.name).join(' and ')}.`);

  const { reservationId } = await mine.reservation
    .create({
      userId: 'jane',
      aircraftId: glider.aircraftId,
      startsAt: '2026-06-12T09:00:00.000Z',
      endsAt: '2026-06-12T11:00:00.000Z',
    })
    .send();
  const june = mine.reservation.query({ month: '2026-06' });
  const booked = await june.between({ startsAt: '2026-06-12T00:00:00Z' }, { startsAt: '2026-06-13T00:00:00Z' }).all();
  say(`Reservations on 12 June: ${booked.length}, flown by ${booked.map((reservation) => reservation.userId).join()}.`);

  // The hours feed a padded index key; the flight and the log of its hours go together.
  await transactWrite(
    mine.aircraft.update({ aircraftId: glider.aircraftId }).add({ hours: 2 }),
    mine.reservation.update({ startsAt: '2026-06-12T09:00:00.000Z', reservationId }).set({ note: 'landed' }),
  ).send();
  const ready = await mine.aircraft.byHours().eq({ status: 'airworthy' }).all();
  say(
    `After the flight, in one transaction: ${ready.map((aircraft) => `${aircraft.hours} hours`).join()} in the hours index.`,
  );

  try {
    await mine.aircraft
      .update({ aircraftId: glider.aircraftId })
      .set({ registration: 'D-9999' })
      .where((a) => a.status.eq('retired'))
      .send();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    say(`Only retired aircraft may be renamed: ${error.code}.`);
  }
  try {
    await transactWrite(
      mine.aircraft.update({ aircraftId: glider.aircraftId }).set({ registration: 'D-9999' }),
      mine.role.check({ roleId: 'pilot' }).where((role) => role.actions.contains('aircraft:rename')),
    ).send();
  } catch (error) {
    if (!(error instanceof TransactionCanceled)) throw error;
    say(`And only by a role that may rename: ${error.code}, nothing was written.`);
  }
  const directory = await mine.clubDirectory().all();
  say(`The club's directory, one query: ${directory.map((item) => item._type).join(', ')}.`);
}
