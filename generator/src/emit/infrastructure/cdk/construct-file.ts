import { environmentDocuments } from '../../../policy/documents.js';
import { kebabCase, pascalCase } from '../../../text/names.js';
import { importDeclaration } from '../../print/declaration.js';
import type { EmittedFile } from '../../print/emitted-file.js';
import { type Expression, object, printExpression } from '../../print/expression.js';
import { holesFor } from '../../print/holes.js';
import { commentText, stringLiteral } from '../../print/literal.js';
import { SourceFile } from '../../print/source-file.js';
import { sourceHeader } from '../../print/source-header.js';
import { assertParses } from '../../print/syntax-gate.js';
import { renderTemplate } from '../../print/template.js';
import { logicalNames } from '../logical-names.js';
import { constantOf, memberGroups } from '../members.js';
import { policyTargets, propertyAccess } from '../policy-targets.js';
import { type Resource, stackResources } from '../stack.js';
import type { Deployment, Target } from '../target.js';
import { constructValue } from './expression.js';

const CLASSES: { readonly [kind in Resource['kind']]: readonly [name: string, module: string] } = {
  table: ['CfnTable', 'aws-cdk-lib/aws-dynamodb'],
  role: ['CfnRole', 'aws-cdk-lib/aws-iam'],
  policy: ['CfnManagedPolicy', 'aws-cdk-lib/aws-iam'],
  'session-issuer': ['CfnManagedPolicy', 'aws-cdk-lib/aws-iam'],
};

/** Prints one construct for all environments. It makes the resources of the CloudFormation template, with the policies of `policies.ts`. */
export const cdk: Target = (deployment) => [constructFile(deployment)];

function constructFile(deployment: Deployment): EmittedFile {
  const { model, environments, source } = deployment;
  const file = new SourceFile([]);
  const core = (symbol: string): string => file.value(symbol, 'aws-cdk-lib');
  const classOf = (kind: Resource['kind']): string => file.value(...CLASSES[kind]);
  const names = logicalNames(model);
  const mappingOf = (table: string): string => `${names.table(table)}Name`;
  const words = {
    holes: holesFor(model),
    tableName: (table: string) =>
      `${constantOf(mappingOf(table))}.findInMap(${core('Aws')}.REGION, ${core('Aws')}.ACCOUNT_ID)`,
    policy: (name: string) => `policies.${name}(target)`,
  };
  const { sharedPrefix, ...targets } = policyTargets(deployment);
  const [first] = environments;
  // The names of roles are literal where all environments have the same.
  const named = sharedPrefix ? first : { ...first, rolePrefix: words.holes.hole('target.rolePrefix') };
  const resources = stackResources(model, named, environmentDocuments(model, first));
  const made = (id: string, type: string, properties: Expression) => ({
    constant: constantOf(id),
    class: type,
    id: stringLiteral(id),
    properties: printExpression(properties, `    const ${id} = new ${type}(this, '${id}', );`.length, 4),
  });
  const sessionIssuer = resources.find(({ kind, of }) => kind === 'session-issuer' && of === undefined);
  const data = {
    header: sourceHeader(source),
    name: pascalCase(model.service),
    doc: commentText(`Tables, roles and policies of ${model.service}.`),
    ...targets,
    construct: file.value('Construct', 'constructs'),
    stack: core('Stack'),
    token: core('Token'),
    mappings: model.tables.map(({ name }) => {
      const key = propertyAccess(name);
      const mapping = `{ [target.region]: { [target.account]: target.tables${key} } }`;
      return made(mappingOf(name), core('CfnMapping'), object([['mapping', mapping]]));
    }),
    resources: resources.map(({ id, kind, properties }) => ({
      ...made(id, classOf(kind), constructValue(properties, words)),
      retain: kind === 'table' && core('RemovalPolicy'),
    })),
    groups: memberGroups(resources, classOf),
    sessionIssuer: sessionIssuer && { class: classOf(sessionIssuer.kind), constant: constantOf(sessionIssuer.id) },
  };
  const path = `${kebabCase(model.service)}-infrastructure.ts`;
  const text = renderTemplate(
    'cdk-construct.ts',
    { ...data, imports: file.imports().map(importDeclaration) },
    deployment.templates,
  );
  const emitted = { path: `cdk/${path}`, text };
  assertParses(emitted, deployment);
  return { path, text };
}
