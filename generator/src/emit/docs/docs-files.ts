import type { Model } from '../../model/model.js';
import type { AccessRow } from '../../policy/access/access-row.js';
import type { EmittedFile } from '../print/emitted-file.js';
import type { OwnTemplates } from '../print/template.js';
import { docsView } from './docs-view.js';
import { pageFile } from './page-file.js';
import { readmeFile } from './readme-file.js';

export interface DocsOptions {
  /** Named in the header of each file, for example `flight-club.tenantry.yaml`. */
  readonly source?: string;
  /** The access that the policies allow, as `verify` finds it. Without it the documentation shows what the schema grants. */
  readonly access?: readonly AccessRow[];
  /** The user's own templates. */
  readonly templates?: OwnTemplates;
}

/** The documentation of a model: `README.md` and `index.html`. Paths are relative to `output.docs`. */
export function docsFiles(model: Model, { source, access, templates }: DocsOptions = {}): readonly EmittedFile[] {
  const view = docsView(model, source, access);
  return [readmeFile(view, model, templates), pageFile(view, access !== undefined, templates)];
}
