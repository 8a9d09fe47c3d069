import type { AttributePlan } from '../../entity/attribute-plan.js';
import type { StoredItem } from '../../entity/encode-item.js';
import type { SideWritesDefinition } from '../../entity/entity.js';
import { afterWrite } from '../../errors/after-write.js';
import { passedOn } from '../common.js';
import { UPDATE_ATTEMPTS } from '../send-update.js';
import { singleError } from '../transaction/errors.js';
import { partReads } from '../transaction/part-input.js';
import { sendTransaction } from '../transaction/send-transaction.js';
import { readStored } from '../update-plan.js';
import type { SideWrites, SideWritesReturning, Stored, WritePart } from '../write-state.js';
import { takesUnique, uniqueReads, uniqueSideWrites } from './unique.js';
import { guardSideWrite } from './write-guard.js';

/** Makes the side writes of an entity: guard items of its unique attributes, the check of the caller's role. */
export function makeSideWrites({ unique, writeGuard }: SideWritesDefinition): SideWrites {
  return {
    joins: (part) =>
      part.kind !== 'check' && (writeGuard !== undefined || (unique !== undefined && takesUnique(unique, part))),
    reads: (part) => (unique === undefined ? [] : uniqueReads(unique, part)),
    entries: (part, stored, transaction) =>
      part.kind === 'check'
        ? []
        : [
            ...(unique === undefined ? [] : uniqueSideWrites(unique, part, stored)),
            ...(writeGuard === undefined ? [] : [guardSideWrite(writeGuard, part, transaction)]),
          ],
    send: sendOne,
  };
}

/** Transactions return no items: the old one is read before and is a condition, the new one is read afterwards. */
async function sendOne(part: WritePart, returning: SideWritesReturning): Promise<StoredItem | undefined> {
  const { state } = part;
  const all = state.plan.attributes.filter(({ virtual }) => !virtual);
  const reads = (each: WritePart): readonly AttributePlan[] => (returning === 'old' ? all : partReads(each));
  const { service, capacity } = state;
  const common = { service, ...passedOn(state), ...(capacity && { capacity }) };
  try {
    const stored = await sendTransaction({ ...common, parts: [part] }, { reads, conflictAttempts: UPDATE_ATTEMPTS });
    if (returning === 'old') return itemOf(part, stored.get(part));
  } catch (error) {
    throw singleError(error);
  }
  if (returning !== 'new') return undefined;
  try {
    return itemOf(part, await readStored(state, all, false));
  } catch (error) {
    throw afterWrite(error);
  }
}

function itemOf({ state: { plan, key } }: WritePart, stored: Stored | undefined): StoredItem | undefined {
  const found = [...(stored ?? [])].flatMap(([{ stored: name }, value]) => (value ? [[name, value]] : []));
  if (found.length === 0) return undefined;
  const marker = plan.table.marker === undefined ? {} : { [plan.table.marker]: { S: plan.name } };
  return { ...key, ...marker, ...(Object.fromEntries(found) as StoredItem) };
}
