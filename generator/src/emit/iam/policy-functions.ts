import type { PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { roleArn, roleName, tableArn } from '../../policy/arn.js';
import { type EnvironmentDocuments, environmentDocuments } from '../../policy/documents.js';
import { TRUST_WAYS } from '../../policy/role-trust.js';
import { issuedRoles } from '../../policy/session-issuer-policy.js';
import { roleArnFor, tenantScope, trustOfTenant } from '../../policy/tenant-role.js';
import { camelCase, pascalCase } from '../../text/names.js';
import { array, type Expression, object, printExpression } from '../print/expression.js';
import { propertyName, stringLiteral, templateText } from '../print/literal.js';

/** Marks an expression inside the text of a document. */
interface Holes {
  /** One character on either side, which no text of the schema holds: else a schema could write code. */
  readonly mark: string;
  hole(expression: string): string;
}

function holesFor(model: Model): Holes {
  const used = JSON.stringify(model);
  let point = 0xe000;
  while (used.includes(String.fromCharCode(point))) point++;
  const mark = String.fromCharCode(point);
  return { mark, hole: (expression) => mark + expression + mark };
}

/**
 * `policies.ts`: the documents of the JSON files as functions of account, region and table names, for infrastructure code
 * that learns these late. The file imports nothing.
 */
export function policyFunctions(model: Model): string {
  const holes = holesFor(model);
  const { hole } = holes;
  const target: Environment = {
    name: 'target',
    account: hole('target.account'),
    region: hole('target.region'),
    partition: hole('partition(target)'),
    tables: Object.fromEntries(model.tables.map(({ name }) => [name, hole(`target.tables${property(name)}`)])),
  };
  const documents = environmentDocuments({ ...model, environments: [target] }, target);
  const [environment = target] = model.environments;
  const prefix = roleName(model, environment, '');
  const links = linksOf(model, target, holes);
  const text = (value: string): string => printText(linked(value, links), holes);
  const functions = namedDocuments(tenantDocuments(model, documents, holes)).map(({ name, comment, document }) => {
    const ofTenant = JSON.stringify(document).includes(hole(TENANT));
    const head = `export const ${name} = (target: PolicyTarget${ofTenant ? ', tenant: string' : ''}): PolicyDocument => (`;
    return `/** ${comment} */\n${head}${printExpression(expressionOf(document, text), head.length)});\n`;
  });
  return [header(model, prefix, functions.join('\n')), ...functions].join('\n');
}

/** The value of a tenant in the emitted file. */
const TENANT = 'checked(tenant)';

/** Leaves the tenant to the caller where a trust policy is of the role of one. */
function tenantDocuments(model: Model, documents: EnvironmentDocuments, { hole }: Holes): EnvironmentDocuments {
  const roles = documents.roles.map((each) => {
    const role = model.roles.find(({ name }) => name === each.role);
    const scope = role && tenantScope(model, role);
    if (scope === undefined) return each;
    const trust = Object.entries(each.trust).map(([way, document]) => [
      way,
      trustOfTenant(document, scope, hole(TENANT)),
    ]);
    return { ...each, trust: Object.fromEntries(trust) };
  });
  return { ...documents, roles };
}

interface NamedDocument {
  readonly name: string;
  readonly comment: string;
  readonly document: PolicyDocument;
}

function namedDocuments({
  sessionIssuer,
  roles,
  guardrails,
}: ReturnType<typeof environmentDocuments>): readonly NamedDocument[] {
  const all = [
    ...(sessionIssuer
      ? [{ name: 'sessionIssuerPolicy', comment: 'For the principal that begins sessions.', document: sessionIssuer }]
      : []),
    ...Object.entries(guardrails).map(([table, document]) => ({
      name: `${camelCase(table)}Guardrail`,
      comment: `The resource policy of the table \`${table}\`.`,
      document,
    })),
    ...roles.flatMap(({ role, identity, trust, session, sessionIssuer: own }) => [
      ...identity.map((document, i) => ({
        name: `${camelCase(role)}Policy${i === 0 ? '' : i + 1}`,
        comment: `What the role \`${role}\` may do${i === 0 ? '' : ', continued'}.`,
        document,
      })),
      ...TRUST_WAYS.flatMap((way) => {
        const document = trust[way];
        const name = `${camelCase(role)}${pascalCase(way)}Trust`;
        return document === undefined
          ? []
          : [{ name, comment: `Who may begin a session of \`${role}\`, by ${way}.`, document }];
      }),
      ...(session
        ? [
            {
              name: `${camelCase(role)}Session`,
              comment: `An inline policy that cuts a session to \`${role}\`.`,
              document: session,
            },
          ]
        : []),
      ...(own
        ? [
            {
              name: `${camelCase(role)}SessionIssuerPolicy`,
              comment: `For the principals that \`${role}\` trusts.`,
              document: own,
            },
          ]
        : []),
    ]),
  ];
  const seen = new Map<string, number>();
  return all.map((each) => {
    const count = (seen.get(each.name) ?? 0) + 1;
    seen.set(each.name, count);
    return count === 1 ? each : { ...each, name: `${each.name}_${count}` };
  });
}

/** What the ARNs of tables and roles, and the name of Cognito, are in the emitted file. */
function linksOf(model: Model, target: Environment, { hole }: Holes): readonly Link[] {
  return [
    ...model.tables.map(({ name }) => ({
      text: tableArn(target, name),
      link: hole(`table(target, ${stringLiteral(name)})`),
    })),
    // Names of roles may begin with each other, so only a whole text is one.
    ...model.roles.flatMap((role) => {
      const alone = { ...model, environments: [target] };
      const arns = [roleArnFor(alone, target, role, '*'), issuedRoles(alone, target, role)];
      const start = roleArn(alone, target, '').length;
      return arns.map((text) => ({
        text,
        link: hole(`role(target, ${stringLiteral(text.slice(start))})`),
        whole: true,
      }));
    }),
    { text: 'cognito-identity.amazonaws.com', link: hole('cognito(target)') },
  ];
}

interface Link {
  readonly text: string;
  readonly link: string;
  readonly whole?: boolean;
}

const linked = (text: string, links: readonly Link[]): string =>
  links.reduce(
    (so, { text: from, link, whole }) => (whole ? (so === from ? link : so) : so.replaceAll(from, link)),
    text,
  );

function header(model: Model, prefix: string, body: string): string {
  const tables = model.tables.map(({ name }) => `readonly ${propertyName(name)}: string`).join('; ');
  const used = helpers(prefix).filter(({ name }) => body.includes(`${name}(t`));
  return `// Generated by Tenantry. Do not edit.

/** Where the policies point. */
export interface PolicyTarget {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The AWS partition: \`aws\` unless set. */
  readonly partition?: string;
  /** The real name of each table. */
  readonly tables: { ${tables} };
  /** What the names of the roles begin with: ${stringLiteral(prefix)} unless set. */
  readonly rolePrefix?: string;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly { readonly [element: string]: unknown }[];
}

const partition = (target: PolicyTarget): string => target.partition ?? 'aws';
${used.map(({ text }) => text).join('')}`;
}

/** What the documents call. Without a call none is emitted: compilers may refuse unused constants. */
const helpers = (prefix: string): readonly { readonly name: string; readonly text: string }[] => [
  {
    name: 'role',
    text: `const role = (target: PolicyTarget, name: string): string =>
  \`arn:\${partition(target)}:iam::\${target.account}:role/\${target.rolePrefix ?? ${stringLiteral(prefix)}}\${name}\`;
`,
  },
  {
    name: 'checked',
    text: `/** Refuses what a scope parameter cannot be: it could stand for another tenant, or for several. */
const checked = (tenant: string): string => {
  if (!/^[A-Za-z0-9_.-]+$/.test(tenant)) throw new Error('The tenant must be one or more of A-Z a-z 0-9 _ . -');
  return tenant;
};
`,
  },
  {
    name: 'table',
    text: `const table = (target: PolicyTarget, name: keyof PolicyTarget['tables']): string =>
  \`arn:\${partition(target)}:dynamodb:\${target.region}:\${target.account}:table/\${target.tables[name]}\`;
`,
  },
  {
    name: 'cognito',
    text: `const cognito = (target: PolicyTarget): string =>
  partition(target) === 'aws-us-gov' ? 'cognito-identity-us-gov.amazonaws.com' : 'cognito-identity.amazonaws.com';
`,
  },
];

/** JSON as an expression; `text` writes a string. */
function expressionOf(value: unknown, text: (value: string) => string): Expression {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return array(value.map((each) => expressionOf(each, text)));
  if (typeof value !== 'object' || value === null) return String(value);
  const key = (name: string): string => (text(name).startsWith("'") ? propertyName(name) : `[${text(name)}]`);
  return object(
    Object.entries(value).map(([name, each]) => [name, expressionOf(each, text)]),
    key,
  );
}

function printText(value: string, { mark }: Holes): string {
  if (!value.includes(mark)) return stringLiteral(value);
  const parts = value.split(mark);
  // Nothing but one hole.
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return parts[1] as string;
  return `\`${parts.map((part, i) => (i % 2 === 0 ? templateText(part) : `\${${part}}`)).join('')}\``;
}

const property = (name: string): string => (propertyName(name) === name ? `.${name}` : `[${stringLiteral(name)}]`);
