import type { Model } from '../../model/model.js';
import { kebabCase, pascalCase } from '../../text/names.js';
import { importDeclaration } from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { type Expression, literal, object, printExpression } from '../print/expression.js';
import { commentText, stringLiteral } from '../print/literal.js';
import { SourceFile } from '../print/source-file.js';
import { assertParses } from '../print/syntax-gate.js';
import { renderTemplate } from '../print/template.js';
import { constantOf, perStack } from './cdk-expression.js';
import { memberGroups } from './cdk-members.js';
import type { InfrastructureOptions } from './infrastructure-files.js';
import type { Resource, Stack } from './stack.js';

const CLASSES: { readonly [kind in Resource['kind']]: readonly [name: string, module: string] } = {
  table: ['CfnTable', 'aws-cdk-lib/aws-dynamodb'],
  role: ['CfnRole', 'aws-cdk-lib/aws-iam'],
  policy: ['CfnManagedPolicy', 'aws-cdk-lib/aws-iam'],
  'session-issuer': ['CfnManagedPolicy', 'aws-cdk-lib/aws-iam'],
};

/** One construct for all environments. It makes the resources of the CloudFormation templates, property by property. */
export function cdkFile(
  model: Model,
  stacks: readonly [Stack, ...Stack[]],
  header: string,
  options: InfrastructureOptions,
): EmittedFile {
  const [{ mappings, resources }] = stacks;
  const service = pascalCase(model.service);
  const file = new SourceFile([]);
  const core = (symbol: string): string => file.value(symbol, 'aws-cdk-lib');
  const classOf = (kind: Resource['kind']): string => file.value(...CLASSES[kind]);
  const made = (id: string, type: string, properties: Expression) => ({
    constant: constantOf(id),
    class: type,
    id: stringLiteral(id),
    properties: printExpression(properties, `    const ${id} = new ${type}(this, '${id}', );`.length, 4),
  });
  const sessionIssuer = resources.find(({ kind, of }) => kind === 'session-issuer' && of === undefined);
  const data = {
    header,
    name: service,
    doc: commentText(`Tables, roles and policies of ${model.service}.`),
    environments: stacks.map(({ environment }) => stringLiteral(environment.name)).join(' | '),
    targets: printExpression(object(stacks.map(target)), `const TARGETS: Record<${service}Environment, `.length + 50),
    // Only then is there something to choose.
    several: stacks.length > 1,
    construct: file.value('Construct', 'constructs'),
    stack: core('Stack'),
    token: core('Token'),
    mappings: mappings.map(({ id }, i) => {
      const values = perStack(stacks, core('Aws'), (stack) => stack.mappings[i]?.values ?? {});
      return made(id, core('CfnMapping'), object([['mapping', values]]));
    }),
    resources: resources.map(({ id, kind }, i) => ({
      ...made(
        id,
        classOf(kind),
        perStack(stacks, core('Aws'), (stack) => stack.resources[i]?.properties ?? {}),
      ),
      retain: kind === 'table' && core('RemovalPolicy'),
    })),
    groups: memberGroups(resources, classOf),
    sessionIssuer: sessionIssuer && { class: classOf(sessionIssuer.kind), constant: constantOf(sessionIssuer.id) },
  };
  const path = `cdk/${kebabCase(model.service)}-infrastructure.ts`;
  const text = renderTemplate(
    'cdk-construct.ts',
    { ...data, imports: file.imports().map(importDeclaration) },
    options.templates,
  );
  const emitted = { path, text };
  assertParses(emitted, options);
  return emitted;
}

const target = ({ environment: { name, account, region } }: Stack): readonly [string, Expression] => [
  name,
  object([
    ['account', literal(account)],
    ['region', literal(region)],
  ]),
];
