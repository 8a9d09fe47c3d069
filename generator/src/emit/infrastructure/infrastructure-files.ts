import type { Model } from '../../model/model.js';
import { policyDocumentFiles } from '../iam/policy-files.js';
import type { EmittedFile } from '../print/emitted-file.js';
import type { SyntaxGate } from '../print/syntax-gate.js';
import type { OwnTemplates } from '../print/template.js';
import { TARGET_NAMES, type TargetName } from './target-names.js';
import { TARGETS } from './targets.js';

export interface InfrastructureOptions extends SyntaxGate {
  /** Named in the header of each file, for example `flight-club.tenantry.yaml`. */
  readonly source?: string;
  /** All of them unless set. */
  readonly targets?: readonly TargetName[];
  /** The folder of the policies, relative to that of the infrastructure; without it they are emitted in `policies` here. */
  readonly policies?: string | undefined;
  readonly importExtension?: string;
  /** The user's own templates. */
  readonly templates?: OwnTemplates;
}

/**
 * Returns the tables, roles and policies of a model for each target. Paths are relative to `output.infrastructure`. A model
 * without environments names no account, so it gets no file.
 */
export function infrastructureFiles(model: Model, options: InfrastructureOptions = {}): readonly EmittedFile[] {
  const [first, ...others] = model.environments;
  if (first === undefined) return [];
  const { source, targets = TARGET_NAMES, policies, importExtension = '.js', ...rest } = options;
  const deployment = {
    ...rest,
    model,
    environments: [first, ...others] as const,
    ...(source !== undefined && { source }),
    policies: `../${policies ?? 'policies'}`,
    importExtension,
  };
  return [
    ...TARGET_NAMES.filter((name) => targets.includes(name)).flatMap((name) =>
      TARGETS[name](deployment).map(({ path, text }) => ({ path: `${name}/${path}`, text })),
    ),
    ...(policies === undefined
      ? policyDocumentFiles(model).map(({ path, text }) => ({ path: `policies/${path}`, text }))
      : []),
  ];
}
