import { ValidationFailed } from '@tenantry/runtime';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  aircraftInputSchema,
  aircraftJson,
  boundAircraftInputSchema,
  memberInputSchema,
  memberPatchSchema,
} from '../../../generated-example/client/index.js';
import * as every from '../../cases/every-type/expected/client/index.js';
import * as recursive from '../../cases/hidden-and-recursive/expected/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const throughHttp = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

type Schema = typeof memberInputSchema;
const schemas = [every, recursive].flatMap((client) =>
  Object.entries(client).filter(([name]) => name.endsWith('Schema')),
) as [string, Schema][];

describe('items as JSON', () => {
  it('come back as they were read, bytes and sets included', async () => {
    const role = { tenantId: 'acme', roleId: 'r', name: 'R', actions: ['aircraft:write', 'x'] };
    await used.club.role.put(role).send();
    const photo = Uint8Array.of(0, 1, 250, 255);
    const specs = { seats: 4, tags: ['ifr', null], nested: { a: true } };
    const plane = await used.club.aircraft
      .create({ tenantId: 'acme', registration: 'HB-ABC', photo, specs })
      .guard({ roleId: 'r' })
      .send();
    const json = aircraftJson.encode(plane);
    expect(json.photo).toBe('AAH6/w==');
    expect(throughHttp(json)).toEqual(json);
    expect(aircraftJson.decode(throughHttp(json))).toEqual(plane);
    expect(aircraftJson.decode({ ...json, _type: 'Aircraft' })).toEqual(plane);
  });

  it('are refused with every problem', () => {
    const error = (json: unknown) => {
      try {
        return aircraftJson.decode(json);
      } catch (e) {
        return e;
      }
    };
    expect(error({ tenantId: 'a', photo: 'no base 64', extra: 1 })).toBeInstanceOf(ValidationFailed);
    expect(error({ tenantId: 'a', photo: 'no base 64', extra: 1 })).toMatchObject({
      problems: [
        { path: 'aircraftId', message: 'is missing' },
        { path: 'hours', message: 'is missing' },
        { path: 'photo', message: 'is not a text in base 64, as JSON holds bytes' },
        { path: 'registration', message: 'is missing' },
        { path: 'status', message: 'is missing' },
        { path: 'extra', message: 'is not an attribute of Aircraft' },
      ],
    });
    for (const json of [undefined, null, 5, 'x', []]) expect(error(json)).toBeInstanceOf(ValidationFailed);
  });
});

describe('schemas of inputs', () => {
  const jane = { tenantId: 'a', userId: 'j', email: 'j@example.com', name: 'J', roleId: 'r' };

  it('give what create takes', async () => {
    const input = memberInputSchema.parse({ ...jane, tenantId: 'schema', tags: ['x', 'y'] });
    expect(input.tags).toEqual(new Set(['x', 'y']));
    expect(await used.club.member.create(input).send()).toMatchObject({ ...jane, tenantId: 'schema', version: 1 });
  });

  it('tell each problem with its path', async () => {
    const result = await memberInputSchema['~standard'].validate({
      ...{ ...jane, email: 'nobody', version: '1', nickname: 'J' },
      ratings: [{ kind: 'ifr', expires: '2026-01-01' }, { kind: 5 }],
    });
    expect(result.issues).toEqual([
      { path: ['email'], message: 'email is not a valid email' },
      { path: ['ratings', 1, 'expires'], message: 'ratings[1].expires is missing' },
      { path: ['ratings', 1, 'kind'], message: 'ratings[1].kind is a value of type number, not a string' },
      { path: ['version'], message: expect.stringContaining('not an integer') },
      { path: ['nickname'], message: expect.stringContaining('is not an attribute of Member') },
    ]);
  });

  it('leave the scope to the session, and keys and fixed attributes out of patches', () => {
    expect(aircraftInputSchema.jsonSchema.required).toEqual(['tenantId', 'registration']);
    expect(boundAircraftInputSchema.jsonSchema.required).toEqual(['registration']);
    expect(() => boundAircraftInputSchema.parse({ tenantId: 'evil', registration: 'HB-ABC' })).toThrow(
      'tenantId cannot be given here',
    );
    expect(Object.keys(memberPatchSchema.jsonSchema.properties as object).sort()).toEqual(
      ['email', 'name', 'ratings', 'roleId', 'status', 'tags'].sort(),
    );
    expect(memberPatchSchema.parse({ tags: ['a'] })).toEqual({ tags: new Set(['a']) });
    for (const patch of [{ userId: 'x' }, { joinedAt: '2026-01-01T00:00:00Z' }, { version: 5 }])
      expect(() => memberPatchSchema.parse(patch)).toThrow('cannot be given here');
  });

  it.each(schemas)('%s is a valid JSON Schema of any type there is', (_, schema) => {
    const ajv = new Ajv({ strict: true, allErrors: true, formats: FORMATS });
    expect(ajv.compile(schema.jsonSchema as object)).toBeTypeOf('function');
    expect(JSON.stringify(schema.jsonSchema)).not.toContain('undefined');
  });
});

const FORMATS = { date: true, 'date-time': true, email: true, uuid: true, uri: true } as const;
