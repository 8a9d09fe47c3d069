import { TransactionCanceled } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  batchGet,
  type ComplaintManagement,
  complaintsTable,
  createComplaintManagement,
  transactWrite,
} from '../cases/complaint-management/expected/client/index.js';
import { useTable } from '../support/table.js';
import { describeTransactions } from '../support/transactions.js';

const table = useTable(complaintsTable, 'test/cases/complaint-management/schema.tenantry.yaml');
const tenantId = 'acme';
let service: ComplaintManagement;

beforeAll(() => {
  service = createComplaintManagement({ client: table.client, tables: { complaints: table.name } });
});

describeTransactions("AWS's complaint management model, with a tenant scope", () => {
  const complaint = {
    tenantId,
    complaintId: 'Complaint123',
    customerId: 'custXYZ',
    severity: 'P1',
    description: 'It broke.',
  } as const;
  const first = {
    tenantId,
    complaintId: 'Complaint123',
    commId: 'comm456',
    commDate: '2023-05-01T14:30:00.000Z',
    agentId: 'AgentA',
  };

  it('creates a complaint with its first communication, and gets its metadata', async () => {
    await transactWrite(
      service.complaint.create({ ...complaint, creationTime: '2023-05-01T14:00:00.000Z' }),
      service.communication.create({ ...first, text: 'Looking into it.', complaintState: 'waiting' }),
    ).send();
    expect(await service.complaint.get({ tenantId, complaintId: 'Complaint123' }).send()).toEqual({
      ...complaint,
      currentState: 'waiting',
      creationTime: '2023-05-01T14:00:00.000Z',
    });
  });

  it('gets the communications of a complaint in order, and the whole file in one query', async () => {
    const later = {
      ...first,
      commId: 'comm457',
      commDate: '2023-05-02T08:00:00.000Z',
      attachments: new Set(['s3://a', 's3://b']),
    };
    await service.communication.create({ ...later, text: 'Escalating.', complaintState: 'investigating' }).send();
    const communications = await service.communication.query({ tenantId, complaintId: 'Complaint123' }).all();
    expect(communications.map((item) => item.commId)).toEqual(['comm456', 'comm457']);
    expect(communications[1]?.attachments).toEqual(new Set(['s3://a', 's3://b']));
    const file = await service.complaintFile({ tenantId, complaintId: 'Complaint123' }).all();
    expect(file.map((item) => item._type)).toEqual(['Communication', 'Communication', 'Complaint']);
  });

  it('lists by customer, and escalated complaints only once they are escalated', async () => {
    await service.complaint.create({ ...complaint, complaintId: 'Complaint124', severity: 'P3' }).send();
    const ofCustomer = await service.complaint.byCustomer({ tenantId, customerId: 'custXYZ' }).all();
    expect(ofCustomer.map((item) => item.complaintId)).toEqual(['Complaint123', 'Complaint124']);
    const escalations = service.complaint.escalatedTo({ tenantId, escalatedTo: 'AgentB' });
    expect(await escalations.all()).toEqual([]);

    const key = { tenantId, complaintId: 'Complaint123' };
    await service.complaint.update(key).set({ escalatedTo: 'AgentB', escalationTime: '2023-05-02T09:15:00Z' }).send();
    expect(await escalations.all()).toEqual([
      {
        ...key,
        escalatedTo: 'AgentB',
        escalationTime: '2023-05-02T09:15:00.000Z',
        severity: 'P1',
        customerId: 'custXYZ',
      },
    ]);

    await service.complaint.update(key).remove('escalatedTo', 'escalationTime').send();
    expect(await escalations.all()).toEqual([]);
  });

  it("lists an agent's communications, of this tenant only", async () => {
    await service.communication
      .create({ ...first, tenantId: 'other', text: 'Not yours.', complaintState: 'waiting' })
      .send();
    const texts = await service.communication.byAgent({ tenantId, agentId: 'AgentA' }).all();
    expect(texts.map((item) => item.text)).toEqual(['Looking into it.', 'Escalating.']);
    const between = { startsAt: { commDate: '2023-05-02T00:00:00Z' }, endsAt: { commDate: '2023-05-03T00:00:00Z' } };
    const onSecond = await service.communication
      .byAgent({ tenantId, agentId: 'AgentA' })
      .between(between.startsAt, between.endsAt)
      .all();
    expect(onSecond.map((item) => item.text)).toEqual(['Escalating.']);
  });

  it('changes the state with the communication that says so, or neither', async () => {
    const key = { tenantId, complaintId: 'Complaint123' };
    const resolve = transactWrite(
      service.complaint
        .update(key)
        .set({ currentState: 'resolved' })
        .where((c) => c.currentState.eq('investigating')),
      service.communication.create({ ...first, commId: 'comm458', text: 'Done.', complaintState: 'resolved' }),
    );
    await expect(resolve.send()).rejects.toThrow(TransactionCanceled);
    await service.complaint.update(key).set({ currentState: 'investigating' }).send();
    await resolve.send();
    const [complaintNow, done] = await batchGet(
      service.complaint.get(key),
      service.communication.get({ ...key, commDate: first.commDate, commId: 'comm458' }),
    ).send();
    expect([complaintNow?.currentState, done?.text]).toEqual(['resolved', 'Done.']);
  });
});
