import type { CollectionDefinition } from '../../entity/collection.js';
import { createCollection } from '../collection.js';
import type { BoundService, Service } from '../service.js';

/** The query of a collection: `pickCollection(service, clubDirectoryCollection)`. */
export function pickCollection<Bound>(service: BoundService, collection: CollectionDefinition<unknown, Bound>): Bound;
export function pickCollection<Query>(service: Service, collection: CollectionDefinition<Query>): Query;
export function pickCollection(service: Service, collection: CollectionDefinition): unknown {
  return createCollection(service, collection);
}
