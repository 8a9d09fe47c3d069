import { RequestRefused, withChildren } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  batchWrite,
  createInvoiceManager,
  type InvoiceManager,
  invoicesTable,
} from '../../cases/invoice-manager/expected/client/index.js';
import { useTable } from '../../support/table.js';

const table = useTable(invoicesTable, 'test/cases/invoice-manager/schema.tenantry.yaml');
const customer = { tenantId: 'acme', customerId: 'c-1' };
let service: InvoiceManager;

beforeAll(async () => {
  service = createInvoiceManager({ client: table.client, tables: { invoices: table.name } });
  const numbers = ['INV-001', 'INV-0010', 'INV-002'];
  await batchWrite(
    service.customer.put({ ...customer, name: 'Ada Ltd' }),
    ...numbers.map((invoiceNumber) =>
      service.invoice.put({ ...customer, invoiceNumber, date: '2026-01-31T00:00:00.000Z' }),
    ),
    ...numbers.flatMap((invoiceNumber, n) =>
      Array.from({ length: n + 1 }, (_, i) =>
        service.invoiceLine.put({
          ...{ ...customer, invoiceNumber, lineNumber: i + 1 },
          ...{ description: `${invoiceNumber} part ${i}`, quantity: 1, unitPrice: 1 },
        }),
      ),
    ),
  ).send();
});

describe('composite reads', () => {
  it('give a parent with its children from one query', async () => {
    const one = { invoiceNumber: 'INV-001' };
    const query = withChildren(service.invoice.query(customer).eq(one), {
      lines: service.invoiceLine.query(customer).eq(one),
    });
    let calls = 0;
    const counted = createInvoiceManager({
      client: table.client,
      tables: { invoices: table.name },
      onRequest: () => void calls++,
    });
    const found = await withChildren(counted.invoice.query(customer).eq(one), {
      lines: counted.invoiceLine.query(customer).eq(one),
    }).first();
    expect(calls).toBe(1);
    expect(found?.invoiceNumber).toBe('INV-001');
    expect(found?.lines.map((line) => line.description)).toEqual(['INV-001 part 0']);
    expect(await query.all()).toHaveLength(1);
    expect(query.consistent().params()).toMatchObject({ TableName: table.name, ConsistentRead: true });
    expect(await query.consistent().returnCapacity().all()).toEqual(await query.all());
    const stopped = new AbortController();
    stopped.abort();
    await expect(query.abortSignal(stopped.signal).all()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('give all parents, each with its own children', async () => {
    const all = await withChildren(service.invoice.query(customer), {
      lines: service.invoiceLine.query(customer),
    }).all();
    expect(all.map(({ invoiceNumber, lines }) => [invoiceNumber, lines.length])).toEqual([
      ['INV-001', 1],
      ['INV-0010', 2],
      ['INV-002', 3],
    ]);
    for (const { invoiceNumber, lines } of all)
      for (const line of lines) expect(line.invoiceNumber).toBe(invoiceNumber);
  });

  it('are of one partition', () => {
    const other = service.invoiceLine.query({ ...customer, customerId: 'c-2' });
    expect(() => withChildren(service.invoice.query(customer), { lines: other })).toThrow(RequestRefused);
    const filtered = service.invoice.query(customer).limit(1);
    expect(() => withChildren(filtered, { lines: service.invoiceLine.query(customer) })).toThrow(RequestRefused);
  });
});
