import { resolveIntrinsics, type Template } from './intrinsics.js';
import { addPolicy } from './policy-text.js';
import { addUnreadable, arrayOf, recordOf } from './read-policy.js';
import { CONNECTORS, OTHER_SAM_TEMPLATES, SAM_TEMPLATES, type SamStatement } from './sam-templates.js';
import {
  addResolved,
  checkAttached,
  readManagedPolicies,
  reportAttached,
  type TemplateResource,
} from './template-resource.js';
import type { Path } from './tree.js';

/** Reads the policies of a resource of the Serverless Application Model. */
export function readServerlessResource(resource: TemplateResource): void {
  const { name, type, properties, found, path } = resource;
  if (type === 'Connectors') {
    for (const [connector, each] of Object.entries(properties)) {
      readConnector(
        { ...resource, path: [...path, connector, 'Properties'] },
        recordOf(recordOf(each)?.Properties) ?? {},
        name,
      );
    }
    return;
  }
  if (type === 'AWS::Serverless::Connector') {
    readConnector(resource, properties, String(recordOf(properties.Source)?.Id ?? name));
    return;
  }
  if (type === 'AWS::Serverless::Application') {
    addUnreadable(
      found,
      path,
      `${name} is an application of its own.`,
      'Lint its template as well, and accept this finding with a reason.',
    );
    return;
  }
  if (properties.AssumeRolePolicyDocument !== undefined) {
    addResolved(resource, ['AssumeRolePolicyDocument'], { kind: 'trust', title: `${name}, trust policy`, owner: name });
  }
  const { Policies } = properties;
  const branches = recordOf(Policies)?.['Fn::If'];
  if (Array.isArray(branches)) {
    for (const at of [1, 2]) readPolicies(resource, branches[at], ['Policies', 'Fn::If', at]);
  } else readPolicies(resource, Policies, ['Policies']);
  if (properties.ManagedPolicyArns !== undefined) readManagedPolicies(resource, 'ManagedPolicyArns');
}

function readPolicies(resource: TemplateResource, value: unknown, below: Path): void {
  if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) readEntry(resource, each, [...below, i]);
  } else if (value !== undefined) readEntry(resource, value, below);
}

/** A name, an ARN, a policy, or a policy template with its parameters. */
function readEntry(resource: TemplateResource, value: unknown, below: Path): void {
  const { name, path, found } = resource;
  const record = recordOf(value);
  if (record === undefined) {
    reportAttached(found, value, [...path, ...below], name);
    return;
  }
  const branches = record['Fn::If'];
  if (Array.isArray(branches)) {
    for (const at of [1, 2]) {
      if (recordOf(branches[at])?.Ref === 'AWS::NoValue') continue;
      const conditions = [...(resource.conditions ?? []), `${at === 1 ? '' : 'not '}${String(branches[0])}`];
      readPolicies({ ...resource, conditions }, branches[at], [...below, 'Fn::If', at]);
    }
    return;
  }
  const [template = ''] = Object.keys(record);
  if (record.Statement !== undefined || record.PolicyDocument !== undefined) {
    const number = below.findLast((step) => typeof step === 'number');
    const title = `${name}, policy ${typeof number === 'number' ? number + 1 : 1}`;
    addResolved(resource, below, { kind: 'identity', title, owner: name });
  } else if (template === 'Ref' || template.startsWith('Fn::'))
    checkAttached(resource, value, [...path, ...below], name);
  else readTemplate(resource, template, record[template], [...below, template]);
}

/** Expands a policy template as SAM does, for a table or bucket of the template or of a given name. */
function readTemplate(resource: TemplateResource, name: string, parameters: unknown, below: Path): void {
  const { found, path, template } = resource;
  const at = [...path, ...below];
  if (OTHER_SAM_TEMPLATES.has(name)) return;
  const known = SAM_TEMPLATES[name];
  if (known === undefined) {
    addUnreadable(found, at, `${resource.name}: ${name} is not a policy template of SAM.`, 'Write its statements out.');
    return;
  }
  const given = recordOf(parameters)?.[known.parameter];
  const { value } = resolveIntrinsics(template, given, at, new Map());
  const target = typeof value === 'string' ? value : `⟦!${known.parameter}⟧`;
  const arn =
    known.service === 'dynamodb'
      ? target.startsWith('arn:')
        ? target
        : `arn:aws:dynamodb:⟦AWS::Region⟧:⟦AWS::AccountId⟧:table/${target}`
      : `arn:aws:s3:::${target}`;
  addStatements(resource, `${resource.name}, ${name}`, resource.name, known.service, arn, known.statements, at);
}

function addStatements(
  { found }: TemplateResource,
  name: string,
  owner: string,
  service: string,
  arn: string,
  statements: readonly SamStatement[],
  at: Path,
): void {
  const document = {
    Version: '2012-10-17',
    Statement: statements.map(({ actions, on }) => ({
      Effect: 'Allow',
      Action: actions.map((action) => `${service}:${action}`),
      Resource: on.map((suffix) => `${arn}${suffix}`),
    })),
  };
  addPolicy(found, document, { name, kind: 'identity', owner, path: at, sourceOf: () => at });
}

/** A connector to a table or a bucket allows its source all of it, one from a table its destination all of the stream. */
function readConnector(
  resource: TemplateResource,
  properties: { readonly [key: string]: unknown },
  owner: string,
): void {
  const { name, template, path, found } = resource;
  const permissions = arrayOf(properties.Permissions).map(String);
  const source = endOf(template, properties.Source ?? { Id: owner });
  const several = Array.isArray(properties.Destination);
  arrayOf(properties.Destination).forEach((each, i) => {
    const destination = endOf(template, each);
    const at = [...path, 'Destination', ...(several ? [i] : [])];
    if (destination.type === '' || source.type === '') {
      const remedy = 'Name a resource of the template, or its Type and Arn.';
      addUnreadable(found, at, `${name}: an end of the connector is not in this template.`, remedy);
      return;
    }
    const title = `${owner}, connector ${name}`;
    for (const [{ type, arn }, profile, user] of [
      [destination, CONNECTORS[kindOf(destination.type)]?.to, owner],
      [source, CONNECTORS[kindOf(source.type)]?.from, destination.id ?? owner],
    ] as const) {
      const statements = permissions.flatMap((permission) => profile?.[permission] ?? []);
      const { value } = resolveIntrinsics(template, arn, at, new Map());
      if (statements.length > 0) addStatements(resource, title, user, kindOf(type), String(value), statements, at);
    }
  });
}

interface ConnectorEnd {
  readonly id: string | undefined;
  readonly type: string;
  readonly arn: unknown;
}

function endOf(template: Template, value: unknown): ConnectorEnd {
  const { Id, Type, Arn } = recordOf(value) ?? {};
  if (typeof Id !== 'string') return { id: undefined, type: String(Type ?? ''), arn: Arn };
  const type = String(recordOf(template.resources[Id])?.Type ?? Type ?? '');
  return { id: Id, type, arn: { 'Fn::GetAtt': [Id, 'Arn'] } };
}

const kindOf = (type: string): string =>
  /^AWS::(?:DynamoDB::(?:Global)?Table|Serverless::SimpleTable)$/.test(type)
    ? 'dynamodb'
    : type === 'AWS::S3::Bucket'
      ? 's3'
      : '';
