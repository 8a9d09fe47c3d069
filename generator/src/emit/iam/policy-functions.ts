import type { Environment, Model } from '../../model/model.js';
import { roleArn, rolePrefix, tableArn } from '../../policy/arn.js';
import { type EnvironmentDocuments, environmentDocuments } from '../../policy/documents.js';
import { issuedRoles } from '../../policy/session-issuer-policy.js';
import { roleArnFor, tenantScope, trustOfTenant } from '../../policy/tenant-role.js';
import { array, type Expression, object, printExpression } from '../print/expression.js';
import { type Holes, holesFor } from '../print/holes.js';
import { propertyName, stringLiteral, templateText } from '../print/literal.js';
import { sourceHeader } from '../print/source-header.js';
import { LINE_WIDTH } from '../print/wrap.js';
import { documentFunctions } from './function-names.js';

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
  const documents = environmentDocuments(model, target);
  const prefix = defaultRolePrefix(model, target);
  const links = linksOf(model, target, holes);
  const text = (value: string): string => printText(linked(value, links), holes);
  const all = [...documentFunctions(tenantDocuments(model, documents, holes)).values()];
  const functions = all.map(({ name, comment, document, joins = [] }) => {
    const ofTenant = JSON.stringify(document).includes(hole(TENANT));
    const parameters = ['target: PolicyTarget', ...(ofTenant ? ['tenant: string'] : [])];
    const head = `export const ${name} = (${parameters.join(', ')}): PolicyDocument =>`;
    if (joins.length > 0) return `/** ${comment} */\n${head}${callOf(joins, ofTenant)};\n`;
    return `/** ${comment} */\n${head} (${printExpression(expressionOf(document, text), head.length + 2)});\n`;
  });
  return [header(model, prefix, functions.join('\n')), ...functions].join('\n');
}

/** Returns the prefix that the functions use for a target that sets none: that of the first environment. */
export const defaultRolePrefix = (model: Model, target: Environment): string =>
  rolePrefix(model, model.environments[0] ?? target);

/** The value of a tenant in the emitted file. */
const TENANT = 'checked(tenant)';

/** Prints the call of one function, or of several in one document. */
function callOf(names: readonly string[], ofTenant: boolean): string {
  const calls = names.map((name) => `${name}(target${ofTenant ? ', tenant' : ''})`);
  const flat = calls.length === 1 ? `${calls[0]}` : `joined(${calls.join(', ')})`;
  if (flat.length + 3 <= LINE_WIDTH) return `\n  ${flat}`;
  return `\n  joined(\n${calls.map((call) => `    ${call},\n`).join('')}  )`;
}

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

/** Returns the calls that stand for ARNs of tables and roles, and for the name of Cognito, in the emitted file. */
function linksOf(model: Model, target: Environment, { hole }: Holes): readonly Link[] {
  return [
    ...model.tables.map(({ name }) => ({
      text: tableArn(target, name),
      link: hole(`table(target, ${stringLiteral(name)})`),
    })),
    // Names of roles may begin with each other, so only a whole text is one.
    ...model.roles.flatMap((role) => {
      const arns = [roleArnFor(model, target, role, '*'), issuedRoles(model, target, role)];
      const start = roleArn(model, target, '').length;
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
  const used = helpers(prefix).filter(({ name }) => body.includes(name === 'joined' ? ' joined(' : `${name}(t`));
  return `${sourceHeader()}

/** The account, the Region and the names that the policies refer to. */
export interface PolicyTarget {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The AWS partition: \`aws\` unless set. */
  readonly partition?: string;
  /** The real name of each table. */
  readonly tables: { ${tables} };
  /** Begins the names of the roles: ${stringLiteral(prefix)} unless set. */
  readonly rolePrefix?: string;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly { readonly [element: string]: unknown }[];
}

const partition = (target: PolicyTarget): string => target.partition ?? 'aws';
${used.map(({ text }) => text).join('')}`;
}

/** Returns the functions that documents call. One without a call is left out: compilers may refuse unused constants. */
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
    name: 'joined',
    text: `const joined = (...documents: PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: documents.flatMap(({ Statement }) => Statement),
});
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

function printText(value: string, holes: Holes): string {
  const parts = holes.parts(value);
  if (parts.length === 1) return stringLiteral(value);
  // Nothing but one hole.
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return parts[1] as string;
  return `\`${parts.map((part, i) => (i % 2 === 0 ? templateText(part) : `\${${part}}`)).join('')}\``;
}

const property = (name: string): string => (propertyName(name) === name ? `.${name}` : `[${stringLiteral(name)}]`);
