import type { Environment, Model } from '../../../model/model.js';
import { environmentDocuments } from '../../../policy/documents.js';
import { kebabCase } from '../../../text/names.js';
import type { EmittedFile } from '../../print/emitted-file.js';
import { type Holes, holesFor } from '../../print/holes.js';
import { jsonText } from '../../print/json-text.js';
import { generatedBy } from '../../print/source-header.js';
import { yamlText } from '../../print/yaml-text.js';
import { type Resource, stackResources } from '../stack.js';
import type { Deployment, Target } from '../target.js';
import { type Reference, translate, type Value } from '../value.js';
import { environmentRule } from './environment-rule.js';
import { type Parameter, type SymbolicEnvironment, symbolicEnvironment } from './symbolic-environment.js';

/** `--template-body` and `deploy` without a bucket send at most this many bytes. Source: CloudFormation User Guide, "Understand CloudFormation quotas". */
const INLINE = 51_200;

/**
 * Prints one template for all environments of a partition, and the parameters of each environment beside it. Deploying it requires the
 * capability `CAPABILITY_NAMED_IAM`.
 */
export const cloudformation: Target = (deployment) => {
  const partitions = [...new Set(deployment.environments.map(({ partition }) => partition))];
  return partitions.flatMap((partition) => {
    const [first, ...others] = deployment.environments.filter((each) => each.partition === partition);
    if (first === undefined) return [];
    const name = `${kebabCase(deployment.model.service)}${partitions.length === 1 ? '' : `-${partition}`}`;
    return templateFiles(deployment, name, [first, ...others]);
  });
};

function templateFiles(
  { model, source }: Deployment,
  name: string,
  environments: readonly [Environment, ...Environment[]],
): readonly EmittedFile[] {
  const holes = holesFor(model);
  const symbolic = symbolicEnvironment(model, environments, holes);
  const { parameters } = symbolic;
  const text = yamlText(cloudFormationTemplate(model, environments, symbolic, holes));
  const isLarge = Buffer.byteLength(text) > INLINE;
  const comment = [
    generatedBy('', source),
    'A stack is refused unless its account, Region and parameters are those of one environment.',
    ...(isLarge ? [`CloudFormation reads more than ${INLINE} bytes from S3 only: deploy it with --s3-bucket.`] : []),
  ];
  return [
    { path: `${name}.yaml`, text: `${comment.map((line) => `# ${line}\n`).join('')}\n${text}` },
    ...(parameters.length === 0 ? [] : environments.map((environment) => parametersFile(environment, parameters))),
  ];
}

/** Prints the input of `--parameters` of `create-stack` and of `--parameter-overrides` of `deploy`. */
const parametersFile = (environment: Environment, parameters: readonly Parameter[]): EmittedFile => ({
  path: `${environment.name}.parameters.json`,
  text: jsonText(parameters.map(({ name, of }) => ({ ParameterKey: name, ParameterValue: of(environment) }))),
});

export interface CloudFormationTemplate {
  readonly Parameters?: { readonly [name: string]: object };
  readonly Rules: object;
  readonly Resources: { readonly [id: string]: object };
  readonly Outputs: { readonly [id: string]: object };
}

function cloudFormationTemplate(
  model: Model,
  environments: readonly [Environment, ...Environment[]],
  { environment, parameters }: SymbolicEnvironment,
  holes: Holes,
): CloudFormationTemplate {
  const resources = stackResources(model, environment, environmentDocuments(model, environment));
  const names = environments.map(({ name }) => name).join(', ');
  const header = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tables and roles of ${model.service} (${names}).`,
  };
  return {
    ...header,
    ...(parameters.length > 0 && {
      Parameters: Object.fromEntries(
        parameters.map(({ name, of }) => [name, { Type: 'String', AllowedValues: [...new Set(environments.map(of))] }]),
      ),
    }),
    Rules: environmentRule(environments, parameters),
    Resources: Object.fromEntries(resources.map((resource) => [resource.id, printed(resource, environment, holes)])),
    Outputs: Object.fromEntries(resources.flatMap(outputs)),
  };
}

function printed({ kind, properties }: Resource, environment: Environment, holes: Holes): object {
  const text = (value: string): unknown => substituted(value, holes);
  const reference = (to: Reference): unknown => {
    switch (to.kind) {
      case 'ref':
        return { Ref: to.resource };
      case 'table-name':
        return text(environment.tables[to.table] ?? to.table);
      case 'policy':
        // A policy document is JSON, whatever its type says of optional elements.
        return translate(to.document as unknown as Value, { text, reference });
    }
  };
  return {
    Type: TYPES[kind],
    // The data outlives the stack.
    ...(kind === 'table' && { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
    Properties: translate(properties, { text, reference }),
  };
}

const TYPES: { readonly [kind in Resource['kind']]: string } = {
  table: 'AWS::DynamoDB::Table',
  role: 'AWS::IAM::Role',
  policy: 'AWS::IAM::ManagedPolicy',
  'session-issuer': 'AWS::IAM::ManagedPolicy',
};

/** A text without holes stays literal: nothing interpolates its policy variables. */
function substituted(text: string, holes: Holes): unknown {
  const parts = holes.parts(text);
  if (parts.length === 1) return text;
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return { Ref: parts[1] };
  const written = parts.map((part, i) => (i % 2 === 0 ? part.replaceAll('${', '${!') : `\${${part}}`));
  return { 'Fn::Sub': written.join('') };
}

/** Returns the outputs of a resource, by name. */
export function outputs({ id, kind }: Resource): readonly (readonly [string, object])[] {
  switch (kind) {
    case 'table':
      return [
        [`${id}Name`, { Value: { Ref: id } }],
        [`${id}Arn`, { Value: { 'Fn::GetAtt': [id, 'Arn'] } }],
      ];
    case 'role':
      return [[`${id}Arn`, { Value: { 'Fn::GetAtt': [id, 'Arn'] } }]];
    case 'policy':
    case 'session-issuer':
      return [[`${id}Arn`, { Value: { Ref: id } }]];
  }
}
