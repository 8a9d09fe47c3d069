import { beforeAll, expect, it } from 'vitest';
import {
  batchWrite,
  createInvoiceManager,
  type InvoiceManager,
  invoicesTable,
  transactWrite,
} from '../cases/invoice-manager/expected/client/index.js';
import { useTable } from '../support/table.js';
import { describeTransactions } from '../support/transactions.js';

const table = useTable(invoicesTable, 'test/cases/invoice-manager/schema.tenantry.yaml');
const customer = { tenantId: 'acme', customerId: 'c-1' };
const invoice = { ...customer, invoiceNumber: 'INV-001' };
let service: InvoiceManager;

beforeAll(() => {
  service = createInvoiceManager({ client: table.client, tables: { invoices: table.name } });
});

describeTransactions("FluentDynamoDb's invoice manager, with a tenant scope", () => {
  it('writes a customer, invoices and lines, numbered so that ten comes after nine', async () => {
    await service.customer.create({ ...customer, name: 'Ada Ltd' }).send();
    await transactWrite(
      service.invoice.create({ ...invoice, date: '2026-01-31T00:00:00.000Z' }),
      service.invoice.create({
        ...invoice,
        invoiceNumber: 'INV-002',
        date: '2026-02-28T00:00:00.000Z',
        status: 'Sent',
      }),
    ).send();
    const lines = Array.from({ length: 12 }, (_, i) => ({
      ...invoice,
      lineNumber: i + 1,
      description: `Part ${i + 1}`,
      quantity: 2,
      unitPrice: 1.5,
    }));
    await batchWrite(...lines.map((line) => service.invoiceLine.put(line))).send();
    const read = await service.invoiceLine.query(customer).eq({ invoiceNumber: 'INV-001' }).all();
    expect(read.map((line) => line.lineNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(read[0]).toEqual(lines[0]);
  });

  it('lists invoices without their lines, though the lines sort among them', async () => {
    const invoices = await service.invoice.query(customer).all();
    expect(invoices.map((item) => [item.invoiceNumber, item.status])).toEqual([
      ['INV-001', 'Draft'],
      ['INV-002', 'Sent'],
    ]);
    expect(await service.invoice.query(customer).limit(2).all()).toHaveLength(2);
  });

  it('reads the whole file of a customer in one query, distinguished by type', async () => {
    const file = await service.customerFile(customer).all();
    const total = file.reduce(
      (sum, item) => sum + (item._type === 'InvoiceLine' ? item.quantity * item.unitPrice : 0),
      0,
    );
    expect(file.filter((item) => item._type === 'Invoice')).toHaveLength(2);
    expect(file.filter((item) => item._type === 'Customer')).toHaveLength(1);
    expect(total).toBe(36);
  });

  it('keeps a line number inside its digits', () => {
    const line = { ...invoice, lineNumber: 10_000, description: 'One too many', quantity: 1, unitPrice: 1 };
    expect(() => service.invoiceLine.put(line).params()).toThrow(/lineNumber/);
  });
});
