import type { EmittedFile } from '../print/emitted-file.js';
import { yamlText } from '../print/yaml-text.js';
import { type Reference, translate } from './reference.js';
import type { Resource, Stack } from './stack.js';

const TYPES: { readonly [kind in Resource['kind']]: string } = {
  table: 'AWS::DynamoDB::Table',
  role: 'AWS::IAM::Role',
  policy: 'AWS::IAM::ManagedPolicy',
  'session-issuer': 'AWS::IAM::ManagedPolicy',
};

/** One template for each environment. Deploying it takes the capability `CAPABILITY_NAMED_IAM`. */
export function cloudFormationFile(stack: Stack, service: string, header: string): EmittedFile {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tables and roles of ${service}, environment ${stack.environment.name}.`,
    Mappings: Object.fromEntries(stack.mappings.map(({ id, values }) => [id, values])),
    Resources: Object.fromEntries(stack.resources.map((resource) => [resource.id, printed(resource)])),
    Outputs: Object.fromEntries(stack.resources.flatMap(outputs)),
  };
  const comment = [
    header,
    'A stack in another account or Region finds no table name in the mappings, so it is refused.',
  ];
  return { path: `cloudformation/${stack.environment.name}.yaml`, text: yamlText(template, comment) };
}

function printed({ kind, properties }: Resource): object {
  return {
    Type: TYPES[kind],
    // The data outlives the stack.
    ...(kind === 'table' && { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
    Properties: translate(properties, { reference }),
  };
}

function reference(to: Reference): object {
  switch (to.kind) {
    case 'ref':
      return { Ref: to.resource };
    case 'mapped':
      return { 'Fn::FindInMap': [to.mapping, { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }] };
    case 'arn':
      return to.suffix === ''
        ? { 'Fn::GetAtt': [to.resource, 'Arn'] }
        : { 'Fn::Join': ['', [{ 'Fn::GetAtt': [to.resource, 'Arn'] }, to.suffix]] };
  }
}

function outputs({ id, kind }: Resource): readonly (readonly [string, object])[] {
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
