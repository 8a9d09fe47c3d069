/** The tour: two flying clubs in one table, a person who belongs to both, and what happens at the fence between them. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '@tenantry/runtime';
import { startEngine } from '@tenantry/runtime/testing';
import { appTable, createFlightClub } from '../client/index.js';
import { openClubs } from './clubs.js';
import { crossTheFence } from './fence.js';
import { flyToday } from './flying.js';
import { openSessions } from './sessions.js';
import { chapter, say } from './story.js';
import { switchClub } from './switching.js';

const engine = await startEngine();
const client = new DynamoDBClient({
  endpoint: engine.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

try {
  chapter('The table');
  const tableName = `flight-club-${process.pid}`;
  await client.send(new CreateTableCommand(createTableInput(appTable, tableName)));
  say(
    `Created ${tableName} on ${engine.kind} from the emitted definition: pk, sk and ${Object.keys(appTable.indexes).join(', ')}.`,
  );

  const club = createFlightClub({ client, tables: { app: tableName } });
  const sessions = openSessions(club, client);

  const clubs = await openClubs(club);
  await flyToday(club, await sessions.get({ tenantId: clubs.alps, userId: 'jane' }));
  await switchClub(club, sessions, clubs);
  await crossTheFence(club, sessions, clubs);
} finally {
  client.destroy();
  await engine.stop();
}
