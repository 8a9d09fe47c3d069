import { DecodeFailed, type StreamRecordLike } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { decodeStreamRecord, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const SPECS = { tenantId: 'acme', aircraftId: 'a1' };

/** An item as it is stored, read from the input that would write it. */
const stored = (request: { params(): { Item?: unknown } }): { [name: string]: { S?: string } } =>
  request.params().Item as never;

const keysOf = ({ pk, sk }: { [name: string]: { S?: string } }) => ({ pk, sk });

describe('stream records', () => {
  const role = (name: string) => used.club.role.put({ tenantId: 'acme', roleId: 'r', name, actions: ['fly'] });

  it('decode to typed changes, from the Streams API', () => {
    const [before, after] = [stored(role('Old')), stored(role('New'))];
    const change = decodeStreamRecord({
      eventID: '1',
      eventName: 'MODIFY',
      dynamodb: {
        Keys: keysOf(after),
        OldImage: before,
        NewImage: after,
        SequenceNumber: '111',
        ApproximateCreationDateTime: new Date(1000),
      },
    });
    expect(change).toEqual({
      entity: 'Role',
      kind: 'modify',
      key: { tenantId: 'acme', roleId: 'r' },
      old: { tenantId: 'acme', roleId: 'r', name: 'Old', actions: new Set(['fly']) },
      new: { tenantId: 'acme', roleId: 'r', name: 'New', actions: new Set(['fly']) },
      expired: false,
      id: '1',
      sequenceNumber: '111',
      at: new Date(1000),
    });
    if (change?.entity === 'Role') expect(change.new?.actions.has('fly')).toBe(true);
  });

  it('decode from Lambda, whose binaries are base 64 and times seconds', () => {
    const photo = Uint8Array.of(1, 2, 250);
    const put = used.club.aircraft.put({ ...SPECS, registration: 'D-1', photo });
    const item = transactWrite(put.guard({ roleId: 'r' })).params().TransactItems?.[0]?.Put?.Item as never as {
      [name: string]: { S?: string };
    };
    const json = JSON.parse(
      JSON.stringify({ ...item, photo: { B: Buffer.from(photo).toString('base64') } }),
    ) as typeof item;
    const change = decodeStreamRecord({
      eventName: 'INSERT',
      dynamodb: { Keys: keysOf(item), NewImage: json, ApproximateCreationDateTime: 1_780_000_000 },
    });
    expect(change).toMatchObject({ entity: 'Aircraft', kind: 'insert', at: new Date(1_780_000_000_000) });
    expect(change?.entity === 'Aircraft' && change.new?.photo).toEqual(photo);
  });

  it('tell what time to live removed, in both spellings', () => {
    const image = stored(
      used.club.flightEvent.put({
        tenantId: 'acme',
        at: '2026-06-01T00:00:00.000Z',
        eventId: 'e',
        kind: 'landing',
        latitude: 1,
        longitude: 2,
      }),
    );
    const record = (userIdentity?: object): StreamRecordLike => ({
      eventName: 'REMOVE',
      dynamodb: { Keys: keysOf(image), OldImage: image },
      ...(userIdentity && { userIdentity }),
    });
    expect(decodeStreamRecord(record())).toMatchObject({ kind: 'remove', expired: false });
    for (const identity of [
      { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    ])
      expect(decodeStreamRecord(record(identity))).toMatchObject({ entity: 'FlightEvent', expired: true });
  });

  it('give the key where the stream has no images', () => {
    const Keys = { pk: { S: 'TENANT#acme#RES#2026-06' }, sk: { S: '2026-06-12T09:00:00.000Z#res1' } };
    expect(decodeStreamRecord({ eventName: 'REMOVE', dynamodb: { Keys } })).toMatchObject({
      entity: 'Reservation',
      key: { tenantId: 'acme', month: '2026-06', startsAt: '2026-06-12T09:00:00.000Z', reservationId: 'res1' },
    });
  });

  it('pass over guard items, and refuse what is no item of the service', () => {
    const guard = { pk: { S: 'TENANT#acme' }, sk: { S: '_unique#Member#email#a@example.com' } };
    expect(decodeStreamRecord({ eventName: 'INSERT', dynamodb: { Keys: guard, NewImage: guard } })).toBeUndefined();
    const stranger = { pk: { S: 'OTHER#1' }, sk: { S: 'X' } };
    expect(() => decodeStreamRecord({ eventName: 'INSERT', dynamodb: { Keys: stranger } })).toThrow(DecodeFailed);
    const image = { ...stranger, _type: { S: 'Ghost' } };
    const unknown = { eventName: 'INSERT', dynamodb: { Keys: stranger, NewImage: image } };
    expect(() => decodeStreamRecord(unknown)).toThrow(/no entity/);
  });
});
