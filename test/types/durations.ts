// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDurations } from '../cases/durations/expected/client/index.js';

declare const client: DynamoDBClient;
const { shift } = createDurations({ client, tables: { app: 'durations' } });
const key = { tenantId: 'acme', shiftId: 's1' };

shift.create({ tenantId: 'acme', length: 'PT8H', pauses: ['PT15M'] });
// @ts-expect-error a duration is a text
shift.create({ tenantId: 'acme', length: 480, pauses: [] });
shift.byLength({ tenantId: 'acme' }).ge({ length: 'PT4H' });
shift.byNotice({ tenantId: 'acme', notice: 'P1M' });

shift.delete(key).where((it) => it.length.gt('PT8H'));
shift.delete(key).where((it) => it.length.between('PT1H', 'PT8H'));
shift.delete(key).where((it) => it.notice.eq('P1M'));
// @ts-expect-error texts of durations have no order
shift.delete(key).where((it) => it.notice.lt('P1M'));
// @ts-expect-error and no beginning
shift.delete(key).where((it) => it.notice.beginsWith('P'));
// @ts-expect-error a sum of durations would be a number
shift.update(key).add({ length: 'PT1H' });
