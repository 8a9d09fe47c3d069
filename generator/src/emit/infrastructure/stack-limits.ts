import type { Model } from '../../model/model.js';
import { environmentDocuments } from '../../policy/documents.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { outputs } from './cloudformation/template-file.js';
import { stackResources } from './stack.js';
import type { TargetName } from './target-names.js';

/** Source: CloudFormation User Guide, "Understand CloudFormation quotas". A template in S3 may have 1 MB. */
const LIMITS = { resources: 500, parameters: 200, outputs: 200, bytes: 1_000_000 } as const;

/** Returns a sentence for each limit of CloudFormation that a stack passes: of the template, or of what the construct makes. */
export function stackProblems(
  model: Model,
  files: readonly EmittedFile[],
  targets: readonly TargetName[],
): readonly string[] {
  const [environment] = model.environments;
  if (environment === undefined) return [];
  const resources = stackResources(model, environment, environmentDocuments(model, environment));
  const passes = (what: string, size: number, limit: number, unit: string): readonly string[] =>
    size <= limit ? [] : [`${what} has ${size} ${unit}; CloudFormation accepts at most ${limit}.`];
  const isTemplate = targets.includes('cloudformation');
  return [
    ...(isTemplate || targets.includes('cdk')
      ? passes('The stack', resources.length, LIMITS.resources, 'resources')
      : []),
    ...(isTemplate
      ? [
          // A parameter for each table, and one for the names of roles.
          ...passes('The template', model.tables.length + 1, LIMITS.parameters, 'parameters'),
          ...passes('The template', resources.flatMap(outputs).length, LIMITS.outputs, 'outputs'),
          ...files
            .filter(({ path }) => path.startsWith('cloudformation/') && path.endsWith('.yaml'))
            .flatMap(({ text }) => passes('The template', Buffer.byteLength(text), LIMITS.bytes, 'bytes')),
        ]
      : []),
  ];
}
