import { environmentDocuments } from '../../../policy/documents.js';
import { kebabCase, pascalCase } from '../../../text/names.js';
import { defaultRolePrefix } from '../../iam/policy-functions.js';
import type { EmittedFile } from '../../print/emitted-file.js';
import { type Expression, object, printExpression } from '../../print/expression.js';
import { commentText, stringLiteral, templateText } from '../../print/literal.js';
import { sourceHeader } from '../../print/source-header.js';
import { assertParses } from '../../print/syntax-gate.js';
import { renderTemplate } from '../../print/template.js';
import { logicalNames } from '../logical-names.js';
import { constantOf, memberGroups } from '../members.js';
import { policyTargets, propertyAccess } from '../policy-targets.js';
import { type Resource, stackResources } from '../stack.js';
import type { Deployment, Target } from '../target.js';
import { isReference, type Value } from '../value.js';
import { tableArguments } from './table.js';

/** Prints one component for all environments: the resources of the Terraform module, with the policies of `policies.ts`. */
export const pulumi: Target = (deployment) => [componentFile(deployment)];

const CLASSES: { readonly [kind in Resource['kind']]: string } = {
  table: 'aws.dynamodb.Table',
  role: 'aws.iam.Role',
  policy: 'aws.iam.Policy',
  'session-issuer': 'aws.iam.Policy',
};

function componentFile(deployment: Deployment): EmittedFile {
  const { model, environments, source } = deployment;
  const [first] = environments;
  const { sharedPrefix, ...targets } = policyTargets(deployment);
  const resources = stackResources(model, { ...first, rolePrefix: '' }, environmentDocuments(model, first));
  const prefix = sharedPrefix ? templateText(defaultRolePrefix(model, first)) : '${target.rolePrefix}';
  const sessionIssuer = resources.find(({ kind, of }) => kind === 'session-issuer' && of === undefined);
  const data = {
    header: sourceHeader(source),
    ...targets,
    name: pascalCase(model.service),
    doc: commentText(`Tables, roles and policies of ${model.service}.`),
    roleName: `\`${prefix}\${own}\``,
    resources: resources.flatMap((resource) => statements(resource, deployment)),
    groups: memberGroups(resources, (kind) => CLASSES[kind]),
    sessionIssuer: sessionIssuer && { class: CLASSES['session-issuer'], constant: constantOf(sessionIssuer.id) },
  };
  const path = `${kebabCase(model.service)}-infrastructure.ts`;
  const text = renderTemplate('pulumi-component.ts', data, deployment.templates);
  assertParses({ path: `pulumi/${path}`, text }, deployment);
  return { path, text };
}

/** Returns the statements that make a resource, and those that hang on it. */
function statements({ id, kind, of = '', properties }: Resource, { model }: Deployment): readonly string[] {
  const constant = constantOf(id);
  const make = (type: string, name: string, values: Expression, options = 'parent'): string =>
    `new ${type}(\`\${name}-${name}\`, ${printExpression(values, 40, 4)}, ${options});`;
  switch (kind) {
    case 'table': {
      const table = model.tables.find(({ name }) => name === of);
      if (table === undefined) return [];
      const values = tableArguments(table, `named(target.tables${propertyAccess(of)})`);
      const guardrail = nested(properties.ResourcePolicy, 'PolicyDocument');
      const policy = object([
        ['resourceArn', `${constant}.arn`],
        ['policy', documentOf(guardrail)],
      ]);
      return [
        `const ${constant} = ${make(CLASSES.table, logicalNames(model).table(of), values, '{ ...parent, protect: true }')}`,
        ...(guardrail === undefined ? [] : [make('aws.dynamodb.ResourcePolicy', `${id}Guardrail`, policy)]),
      ];
    }
    case 'role': {
      const values = object([
        ['name', ownName(properties.RoleName)],
        ['assumeRolePolicy', documentOf(properties.AssumeRolePolicyDocument)],
        ['maxSessionDuration', String(properties.MaxSessionDuration)],
      ]);
      const attached = listOf(properties.ManagedPolicyArns).flatMap((policy) =>
        isReference(policy) && policy.kind === 'ref' ? [policy.resource] : [],
      );
      return [
        `const ${constant} = ${make(CLASSES.role, id, values)}`,
        ...attached.map((policy) => {
          const link = object([
            ['role', `${constant}.name`],
            ['policyArn', `${constantOf(policy)}.arn`],
          ]);
          return make('aws.iam.RolePolicyAttachment', policy, link);
        }),
      ];
    }
    case 'policy':
    case 'session-issuer': {
      const values = object([
        ['name', ownName(properties.ManagedPolicyName)],
        ['policy', documentOf(properties.PolicyDocument)],
      ]);
      return [`const ${constant} = ${make(CLASSES[kind], id, values)}`];
    }
  }
}

/** `roleNamed('member')`: the properties have the names without their prefix. */
const ownName = (name: Value | undefined): string => `roleNamed(${stringLiteral(String(name))})`;

const documentOf = (value: Value | undefined): string =>
  value !== undefined && isReference(value) && value.kind === 'policy'
    ? `JSON.stringify(policies.${value.name}(target))`
    : '';

const nested = (value: Value | undefined, name: string): Value | undefined =>
  typeof value === 'object' && !isReference(value) && !Array.isArray(value)
    ? (value as { readonly [name: string]: Value })[name]
    : undefined;

const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);
