import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AccessDenied, ScopeViolation, Unauthorized } from '@tenantry/runtime';
import { type FlightClub, memberKey } from '../client/index.js';
import type { Clubs } from './clubs.js';
import type { Sessions } from './sessions.js';
import { chapter, say } from './story.js';

/** A request that is refused, and the words of the refusal. */
export async function crossTheFence(club: FlightClub, sessions: Sessions, clubs: Clubs): Promise<void> {
  chapter('At the fence');
  const atAlps = await sessions.get({ tenantId: clubs.alps, userId: 'jane' });
  await refused("Reading coast's members in a session for alps", () =>
    club.member.query({ tenantId: clubs.coast }).withClient(atAlps).all(),
  );
  // A plain client knows nothing of the session's club: what is left is IAM.
  const plain = new DynamoDBClient({ credentials: atAlps.credentials });
  await refused("The same with the session's credentials alone, past the client's own guard", () =>
    club.member.query({ tenantId: clubs.coast }).withClient(plain).all(),
  );
  plain.destroy();
  await refused('Asking for a session of a club that Ravi is only invited to', () =>
    sessions.get({ tenantId: clubs.coast, userId: 'ravi' }),
  );
  await refused('A tenant id that holds the delimiter', async () =>
    memberKey.build({ tenantId: 'alps#USER', userId: 'jane' }),
  );
  await refused('An empty tenant id', async () => memberKey.build({ tenantId: '', userId: 'jane' }));
}

const REFUSALS = [AccessDenied, ScopeViolation, Unauthorized];

async function refused(what: string, attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const kind = REFUSALS.some((refusal) => error instanceof refusal) ? 'refused' : 'refused as input';
    say(`${what}: ${kind}.`);
    say(`  ${error.message}`);
    return;
  }
  throw new Error(`${what} was not refused.`);
}
