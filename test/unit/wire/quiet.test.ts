// In a file of its own: the SDK says such a thing once a minute.
import { expect, it, vi } from 'vitest';
import { recordedClient } from '../../support/wire-record.js';
import { SDKS } from '../../support/wire-sdks.js';

const ok = { status: 200, body: '{"Item":{"pk":{"S":"a"}}}' };

it.each(SDKS)('the short way gives the SDK no reason to warn: $name', async (sdk) => {
  const warn = vi.spyOn(console, 'warn');
  const recorded = await recordedClient(sdk, {}, false);
  recorded.answers = [ok, ok];
  for (const key of ['a', 'b'])
    await recorded.client.send(new sdk.wired.GetItem({ TableName: 'app', Key: { pk: { S: key } } }));
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});
