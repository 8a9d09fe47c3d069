import type { Template } from './intrinsics.js';
import { addUnreadable, arrayOf, type Found, type PolicyKind, type ReadOptions, recordOf } from './read-policy.js';
import { readServerlessResource } from './sam.js';
import { addResolved, LINT_DEPLOYED, readManagedPolicies, type TemplateResource } from './template-resource.js';
import type { Path } from './tree.js';

export const isCloudFormation = (value: unknown): boolean => {
  const resources = recordOf(recordOf(value)?.Resources);
  return (
    resources !== undefined &&
    Object.entries(resources).some(
      ([name, each]) => typeof recordOf(each)?.Type === 'string' || name.startsWith('Fn::'),
    )
  );
};

/** Reads every policy of a CloudFormation or SAM template, in YAML or JSON, written by hand or by the CDK. */
export function readCloudFormation(found: Found, value: unknown, { parameters = {} }: ReadOptions): void {
  const root = recordOf(value) ?? {};
  const template: Template = {
    parameters: valuesOf(root.Parameters, parameters),
    resources: recordOf(root.Resources) ?? {},
    mappings: recordOf(root.Mappings) ?? {},
  };
  for (const transform of arrayOf(root.Transform)) {
    if (transform === 'AWS::Serverless-2016-10-31' || transform === 'AWS::LanguageExtensions') continue;
    const name = typeof transform === 'string' ? transform : 'A transform';
    addUnreadable(found, ['Transform'], `${name} changes the template when it is deployed.`, LINT_DEPLOYED);
  }
  for (const [name, each] of Object.entries(template.resources)) {
    const path: Path = ['Resources', name];
    const resource = recordOf(each);
    const properties = recordOf(resource?.Properties) ?? {};
    if (resource === undefined || name.startsWith('Fn::') || typeof resource.Type !== 'string') {
      addUnreadable(found, path, `${name} is filled in when the template is deployed.`, LINT_DEPLOYED);
      continue;
    }
    const { Condition } = resource;
    if (resource['Fn::Transform'] !== undefined)
      addUnreadable(found, path, `${name} is filled in when the template is deployed.`, LINT_DEPLOYED);
    readResource({
      ...{ name, type: resource.Type, properties, path: [...path, 'Properties'], template, found },
      ...(typeof Condition === 'string' && { conditions: [Condition] }),
    });
    if (resource.Connectors !== undefined) readServerlessResource(connectorsOf(name, resource, path, template, found));
  }
}

const connectorsOf = (
  name: string,
  resource: { readonly [key: string]: unknown },
  path: Path,
  template: Template,
  found: Found,
): TemplateResource => ({
  ...{ name, type: 'Connectors', path: [...path, 'Connectors'], template, found },
  properties: recordOf(resource.Connectors) ?? {},
});

/** Values of parameters: those that are given, and defaults; of a list its parts. */
function valuesOf(parameters: unknown, given: { readonly [name: string]: string }): Template['parameters'] {
  const values = new Map<string, string | readonly string[]>(Object.entries(given));
  for (const [name, each] of Object.entries(recordOf(parameters) ?? {})) {
    const { Type, Default } = recordOf(each) ?? {};
    // The default of an SSM parameter is its name, not its value.
    const isKnown = Default !== undefined && Default !== null && !String(Type).startsWith('AWS::SSM::');
    const value = given[name] ?? (isKnown ? String(Default) : undefined);
    if (value === undefined) continue;
    const isList = /^(?:CommaDelimitedList$|List<)/.test(String(Type));
    values.set(name, isList ? value.split(',').map((part) => part.trim()) : value);
  }
  return values;
}

/** Where documents stand in the resources that hold policies and nothing else to know. */
const DOCUMENTS: { readonly [type: string]: readonly [element: string, kind: PolicyKind][] | undefined } = {
  'AWS::IAM::Role': [['AssumeRolePolicyDocument', 'trust']],
  'AWS::IAM::Policy': [['PolicyDocument', 'identity']],
  'AWS::IAM::RolePolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::UserPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::GroupPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::ManagedPolicy': [['PolicyDocument', 'identity']],
  'AWS::SSO::PermissionSet': [['InlinePolicy', 'identity']],
  'AWS::S3::BucketPolicy': [['PolicyDocument', 'resource']],
};

function readResource(resource: TemplateResource): void {
  const { name, type, properties, found, path } = resource;
  const isOfPolicies =
    DOCUMENTS[type] !== undefined || /^AWS::(?:DynamoDB|IAM|SSO|Serverless::(?:Function|StateMachine)$)/.test(type);
  if (type.endsWith('::MODULE') || (isOfPolicies && isFilledIn(properties))) {
    addUnreadable(found, path, `${name} is filled in when the template is deployed.`, LINT_DEPLOYED);
  }
  for (const [element, kind] of DOCUMENTS[type] ?? []) {
    if (properties[element] === undefined) continue;
    addResolved(resource, [element], { kind, title: titleOf(resource, element), owner: ownerOf(resource) });
  }
  if (/^AWS::IAM::(?:Role|User|Group)$/.test(type)) readInlinePolicies(resource);
  else if (/^AWS::DynamoDB::(?:Global)?Table$/.test(type)) readTable(resource, []);
  else if (type.startsWith('AWS::Serverless::')) readServerlessResource(resource);
  else if (type === 'AWS::CloudFormation::Stack') {
    addUnreadable(
      found,
      path,
      `${name} is a stack of its own.`,
      'Lint its template as well, and accept this finding with a reason.',
    );
  } else if (DOCUMENTS[type] === undefined) readShapes(resource, properties, []);
}

/** A macro or a loop stands in it. */
const isFilledIn = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, each]) => /^Fn::(?:Transform$|ForEach::)/.test(key) || isFilledIn(each));

const titleOf = ({ name, properties }: TemplateResource, element: string): string =>
  typeof properties.PolicyName === 'string'
    ? `${name}, policy "${properties.PolicyName}"`
    : element === 'AssumeRolePolicyDocument'
      ? `${name}, trust policy`
      : name;

/** Policies of one role count together where the template says so. */
function ownerOf({ name, type, properties }: TemplateResource): string {
  const [role, ...others] = arrayOf(properties.Roles ?? properties.RoleName).map((each) => recordOf(each)?.Ref ?? each);
  return /Policy$/.test(type) && typeof role === 'string' && others.length === 0 ? role : name;
}

function readInlinePolicies(resource: TemplateResource): void {
  const { name, properties, found, path } = resource;
  const list = properties.Policies;
  if (list !== undefined && !Array.isArray(list)) {
    addUnreadable(found, [...path, 'Policies'], `${name}: its policies are known only at deployment.`, LINT_DEPLOYED);
  }
  const inline = Array.isArray(list) ? list : [];
  inline.forEach((each, i) => {
    const document = recordOf(each)?.PolicyDocument;
    const given = recordOf(each)?.PolicyName;
    const title = `${name}, policy ${typeof given === 'string' ? `"${given}"` : i + 1}`;
    // `Fn::If` around a policy: both branches are read.
    const at = document === undefined ? ['Policies', i] : ['Policies', i, 'PolicyDocument'];
    addResolved(resource, at, { kind: 'identity', title, owner: name });
  });
  readManagedPolicies(resource, 'ManagedPolicyArns');
}

function readTable(resource: TemplateResource, below: Path): void {
  const { name, properties } = resource;
  const at = (path: Path): unknown =>
    path.reduce<unknown>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : recordOf(value)?.[String(step)]),
      properties,
    );
  for (const path of [
    [...below, 'ResourcePolicy', 'PolicyDocument'],
    [...below, 'StreamSpecification', 'ResourcePolicy', 'PolicyDocument'],
    [...below, 'ReplicaStreamSpecification', 'ResourcePolicy', 'PolicyDocument'],
  ]) {
    if (at(path) !== undefined)
      addResolved(resource, path, { kind: 'resource', title: `${name}, resource policy`, owner: name });
  }
  for (const i of arrayOf(at([...below, 'Replicas'])).keys()) readTable(resource, [...below, 'Replicas', i]);
}

/** Anything shaped like a policy, in whichever resource it stands: as an object, a list of statements or a text. */
function readShapes(resource: TemplateResource, value: unknown, path: Path): void {
  if (typeof value === 'string' ? !NAMES_EFFECT.test(value) : typeof value !== 'object' || value === null) return;
  const statements = Array.isArray(value) ? value : arrayOf(recordOf(value)?.Statement);
  if (typeof value === 'string' || statements.some((each) => recordOf(each)?.Effect !== undefined)) {
    const kind = /AssumeRole|Trust/i.test(String(path.at(-1))) ? 'trust' : 'identity';
    addResolved(resource, path, { kind, title: `${resource.name}, ${path.join('.')}`, owner: resource.name });
    return;
  }
  for (const [key, each] of Object.entries(value as object))
    readShapes(resource, each, [...path, Array.isArray(value) ? Number(key) : key]);
}

const NAMES_EFFECT = /"Effect\\*"\s*:\s*\\*"/;
