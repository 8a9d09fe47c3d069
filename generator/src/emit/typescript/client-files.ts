import type { Model } from '../../model/model.js';
import { planClient } from '../../plan/plan-client.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { assertParses } from '../print/syntax-gate.js';
import type { ClientOptions } from './context.js';
import { entityFile } from './entity-file.js';
import { scopesFile } from './scopes-file.js';
import { serviceFile } from './service-file.js';
import { tablesFile } from './tables-file.js';
import { typesFile } from './types-file.js';

/** The client: one file per entity, the shared ones, and `index.ts` that exports all. */
export function clientFiles(model: Model, options: ClientOptions = {}): readonly EmittedFile[] {
  const plan = planClient(model);
  const files: readonly EmittedFile[] = [
    serviceFile(plan, options),
    tablesFile(plan, options),
    scopesFile(plan, options),
    ...(plan.types.length > 0 ? [typesFile(plan, options)] : []),
    ...plan.entities.map((entity) => entityFile(entity, plan, options)),
  ];
  for (const file of files) assertParses(file, options);
  return files;
}
