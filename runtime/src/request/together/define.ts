import type { StoredItem } from '../../entity/encode-item.js';
import type { AttributePlan } from '../../entity/plan.js';
import { afterWrite } from '../../errors/after-write.js';
import { UPDATE_ATTEMPTS } from '../send-update.js';
import { singleError } from '../transaction/errors.js';
import { sendTransaction } from '../transaction/send-transaction.js';
import { partReads, type WritePart } from '../transaction/write-part.js';
import { readStored } from '../update-plan.js';
import type { Stored } from '../write-common.js';
import type { Together, TogetherReturning } from './together.js';
import { takesUnique, type UniqueDefinition, uniqueCompanions, uniqueReads } from './unique.js';
import { guardCompanion, type WriteGuardDefinition } from './write-guard.js';

export interface TogetherDefinition {
  readonly unique?: UniqueDefinition;
  readonly writeGuard?: WriteGuardDefinition;
}

/** What goes with each write of an entity: guard items of its unique attributes, the check of the caller's role. */
export function makeTogether({ unique, writeGuard }: TogetherDefinition): Together {
  return {
    joins: (part) =>
      part.kind !== 'check' && (writeGuard !== undefined || (unique !== undefined && takesUnique(unique, part))),
    reads: (part) => (unique === undefined ? [] : uniqueReads(unique, part)),
    companions: (part, stored, transaction) =>
      part.kind === 'check'
        ? []
        : [
            ...(unique === undefined ? [] : uniqueCompanions(unique, part, stored)),
            ...(writeGuard === undefined ? [] : [guardCompanion(writeGuard, part, transaction)]),
          ],
    send: sendOne,
  };
}

/** Transactions return no items: the old one is read before and is a condition, the new one is read afterwards. */
async function sendOne(part: WritePart, returning: TogetherReturning): Promise<StoredItem | undefined> {
  const { state } = part;
  const all = state.plan.attributes.filter(({ virtual }) => !virtual);
  const reads = (each: WritePart): readonly AttributePlan[] => (returning === 'old' ? all : partReads(each));
  const { service, client, signal, capacity } = state;
  const common = { service, ...(client && { client }), ...(signal && { signal }), ...(capacity && { capacity }) };
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
