import { RequestRefused } from '../errors/request-refused.js';
import type { ClientLike } from './client.js';
import { isSession } from './client.js';
import type { Common, ItemState } from './common.js';
import type { Service } from './service.js';

/**
 * The service and client that the parts of a batch or transaction are sent with. Parts with different clients are
 * refused: they would carry the credentials of different tenants, and one call has one signature.
 */
export function commonOfParts(
  what: string,
  parts: readonly Common[],
  own: ClientLike | undefined,
): { service: Service; client?: ClientLike } {
  const [first] = parts;
  if (first === undefined) throw new RequestRefused(`${what} needs at least one request.`);
  const named = new Set(
    [own, ...parts.map(({ client, service }) => client ?? service.session)].filter((client) => client !== undefined),
  );
  if (named.size > 1)
    throw new RequestRefused(`${what}: its requests carry different clients. Use one withClient() on the whole.`);
  const [client] = named;
  if (client !== undefined) {
    // A session makes its client from the service's, so that must be one too.
    const bases = new Set(parts.map(({ service }) => service.client));
    if (isSession(client) && bases.size > 1)
      throw new RequestRefused(`${what}: its requests are of services with different clients.`);
    return { service: first.service, client };
  }
  if (parts.some(({ service }) => service.client !== first.service.client)) {
    throw new RequestRefused(
      `${what}: its requests are of services with different clients. Use withClient() on the whole.`,
    );
  }
  return { service: first.service };
}

/** The options of parts that only the whole can carry, with what to do instead. */
const OWN_OPTIONS: { readonly [field: string]: string } = {
  capacity: 'returnCapacity(): say it of the whole',
  signal: 'abortSignal(): say it of the whole',
  label: 'label(): say it of the whole',
  returning: 'returning(): DynamoDB returns no items here, so send it alone or read the item afterwards',
};

/** Refuses what a part of a batch or transaction cannot carry: it would be lost without a word. */
export function refuseOwnOptions(what: string, part: ItemState, index: number, more: typeof OWN_OPTIONS = {}): void {
  for (const [field, problem] of Object.entries({ ...OWN_OPTIONS, ...more })) {
    const given = (part as ItemState & { readonly [field: string]: unknown })[field];
    // A put gives the item as it was written anyway.
    if (
      given === undefined ||
      given === false ||
      given === 'none' ||
      (field === 'returning' && 'item' in part && given === 'new')
    )
      continue;
    throw new RequestRefused(`${what}: entry ${index} (${part.plan.name} ${part.operation}) has ${problem}.`);
  }
}

/** An item's table and key as one text, to find those that are named twice. */
export function itemIdentity(table: string, key: ItemState['key']): string {
  return JSON.stringify([
    table,
    ...Object.entries(key)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { S }]) => S),
  ]);
}
