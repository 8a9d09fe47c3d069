import type { AccessCheck } from './access-check.js';
import type { Catalog } from './catalog.js';
import type { JsonObject } from './json.js';

/** How the sandbox reads one operation of the API. */
export interface Operation {
  /** Its parameters. A request with another one is refused. */
  readonly parameters: ReadonlySet<string>;
  /** The questions to IAM that the request stands for. Throws `Failure` for what cannot be read. */
  read(input: JsonObject, catalog: Catalog): readonly AccessCheck[];
}
