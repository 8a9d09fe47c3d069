/**
 * The tour: two flying clubs in one table, a person who belongs to both, and what happens at the fence between them. It runs
 * against the sandbox, which enforces the generated policies; in production the same code runs against AWS.
 */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startSandbox } from '@tenantry/sandbox';
import { createFlightClub } from '../client/index.js';
import { openClubs } from './clubs.js';
import { crossTheFence } from './fence.js';
import { flyToday } from './flying.js';
import { openRegistration, openSessions } from './sessions.js';
import { chapter, say } from './story.js';
import { switchClub } from './switching.js';

const schema = fileURLToPath(new URL('../../../schemas/flight-club.tenantry.yaml', import.meta.url));
await using sandbox = await startSandbox({ schema });
// As `tenantry sandbox` does for a command: nothing below knows that it is not AWS.
Object.assign(process.env, sandbox.env);

chapter('The table');
const tableName = 'flight-club-dev';
say(
  `The sandbox made ${tableName} on ${sandbox.engine.kind}, and enforces the policies of ${sandbox.environment.name}.`,
);

const client = new DynamoDBClient({});
const club = createFlightClub({ client, tables: { app: tableName } });
const registration = openRegistration();
const sessions = openSessions(club, registration);
try {
  const clubs = await openClubs(club, registration);
  await flyToday(club, await sessions.get({ tenantId: clubs.alps, userId: 'jane' }));
  await switchClub(club, sessions, clubs);
  await crossTheFence(club, sessions, clubs);
} finally {
  await sessions.close();
  await registration.close();
  client.destroy();
}
