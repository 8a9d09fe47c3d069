import { sValidator } from '@hono/standard-validator';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import {
  boundRoleInputSchema,
  type RoleInput,
  roleInputSchema,
  roleJson,
} from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const tenantId = 'http';
const headers = { 'content-type': 'application/json' };
const post = (body: unknown) => ({ method: 'POST', headers, body: JSON.stringify(body) });

/** The bodies sent to each framework: a good one, and one with two problems. */
const good = (roleId: string) => ({ roleId, name: 'Pilot', actions: ['fly', 'book'] });
const bad = { roleId: 'x', actions: [], extra: true };

// The types of the specification are those of ours.
const standard: StandardSchemaV1<unknown, RoleInput> = roleInputSchema as StandardSchemaV1<RoleInput>;

describe('input schemas and items as JSON', () => {
  it('work in Hono', async () => {
    const app = new Hono().post('/roles', sValidator('json', boundRoleInputSchema), async (c) => {
      const role = await used.club.role.create({ tenantId, ...c.req.valid('json') }).send();
      return c.json(roleJson.encode(role), 201);
    });
    const created = await app.request('/roles', post(good('hono')));
    expect(created.status).toBe(201);
    const json = await created.json();
    expect(json).toEqual({ tenantId, ...good('hono'), actions: expect.arrayContaining(['fly', 'book']) });
    expect(roleJson.decode(json)).toEqual(await used.club.role.get({ tenantId, roleId: 'hono' }).send());
    const refused = await app.request('/roles', post(bad));
    expect(refused.status).toBe(400);
    expect(JSON.stringify(await refused.json())).toContain('name is missing');
  });

  it('work in Fastify, which checks the body by the JSON Schema', async () => {
    const app = fastify();
    app.post('/roles', { schema: { body: boundRoleInputSchema.jsonSchema } }, async (request, reply) => {
      const input = boundRoleInputSchema.parse(request.body);
      return reply.code(201).send(roleJson.encode(await used.club.role.create({ tenantId, ...input }).send()));
    });
    const created = await app.inject({ method: 'POST', url: '/roles', payload: good('fastify') });
    expect(created.statusCode).toBe(201);
    expect(roleJson.decode(created.json())).toEqual(await used.club.role.get({ tenantId, roleId: 'fastify' }).send());
    const refused = await app.inject({ method: 'POST', url: '/roles', payload: bad });
    expect(refused.statusCode).toBe(400);
    await app.close();
  });

  it('work in tRPC', async () => {
    const t = initTRPC.create();
    const router = t.router({
      createRole: t.procedure.input(standard).mutation(async ({ input }) => {
        return roleJson.encode(await used.club.role.create(input).send());
      }),
    });
    const call = (body: unknown) =>
      fetchRequestHandler({
        endpoint: '/trpc',
        req: new Request('http://localhost/trpc/createRole', post(body)),
        router,
      });
    const created = (await (await call({ tenantId, ...good('trpc') })).json()) as { result: { data: unknown } };
    expect(roleJson.decode(created.result.data)).toEqual(await used.club.role.get({ tenantId, roleId: 'trpc' }).send());
    expect((await call({ tenantId, ...bad })).status).toBe(400);
  });
});
