import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConditionFailed, UniqueViolation } from '@tenantry/runtime';
import { createAccessor, createService, type PutRequest, sideWrites } from '@tenantry/runtime/codegen-v1';
import type { Entity, Model } from 'tenantry/policies';
import { entityDefinition } from './entity-definition.js';
import type { Seed } from './seed.js';
import { seedFields } from './seed-value.js';

/** Where a seed goes. */
export interface Bed {
  readonly model: Model;
  readonly endpoint: string;
  readonly region: string;
  /** The engine's name of each logical table. */
  readonly tables: { readonly [table: string]: string };
  readonly transactions: boolean;
  /** Leave items that are there already, as on an engine that was seeded before. */
  readonly keepExisting: boolean;
}

/** The part of an accessor that plants. */
interface Creator {
  create(item: object): Pick<PutRequest<unknown, unknown>, 'send'>;
}

/** Creates the items of a seed on the engine, as the generated client would. Throws with the item's place in the seed. */
export async function plantSeed(seed: Seed, bed: Bed): Promise<void> {
  const { model, endpoint, region, tables } = bed;
  const credentials = { accessKeyId: 'seed', secretAccessKey: 'seed' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const service = createService({ client, tables });
  try {
    for (const entity of model.entities) {
      const items = seed[entity.name] ?? [];
      if (items.length === 0) continue;
      const accessor = createAccessor<Creator>(service, entityDefinition(model, entity, bed.transactions), sideWrites);
      // One after the other: transactions on the same guard items get into each other's way.
      for (const [i, item] of items.entries()) await plant(accessor, entity, item, i, bed);
    }
  } finally {
    client.destroy();
  }
}

async function plant(accessor: Creator, entity: Entity, item: object, index: number, bed: Bed): Promise<void> {
  try {
    await accessor.create(seedFields(item, entity.attributes, bed.model) as object).send();
  } catch (error) {
    const exists = error instanceof ConditionFailed || error instanceof UniqueViolation;
    if (exists && bed.keepExisting) return;
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`Item ${index + 1} of ${entity.name} in the seed: ${message}`, { cause: error });
  }
}
