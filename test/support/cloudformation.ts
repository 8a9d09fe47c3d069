import type { Environment } from '../../generator/src/model/model.js';

/** A template after parsing. */
export interface Template {
  readonly Parameters?: { readonly [name: string]: { readonly AllowedValues?: readonly string[] } };
  readonly Rules?: { readonly [name: string]: { readonly Assertions: readonly { readonly Assert: unknown }[] } };
  readonly Mappings?: { readonly [id: string]: { readonly [top: string]: { readonly [second: string]: string } } };
  readonly Resources: { readonly [id: string]: TemplateResource };
}

export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: { readonly [name: string]: unknown };
}

/** Values of a template's parameters, as its file of parameters has them. */
export type ParameterValues = { readonly [name: string]: string };

/** Returns the resources as CloudFormation would make them in an account and Region, with every intrinsic function resolved. Throws where CloudFormation would refuse. */
export function deployed(
  template: Template,
  environment: Environment,
  parameters: ParameterValues = {},
): readonly TemplateResource[] {
  for (const [name, { AllowedValues }] of Object.entries(template.Parameters ?? {})) {
    if (name === 'BootstrapVersion') continue;
    if (AllowedValues?.includes(parameters[name] ?? '') === false) throw new Error(`Parameter ${name} must be allowed`);
  }
  const pseudo: ParameterValues = {
    'AWS::AccountId': environment.account,
    'AWS::Region': environment.region,
    'AWS::Partition': environment.partition,
  };
  const ref = (name: string): string | undefined => pseudo[name] ?? parameters[name];
  const arnOf = (id: string): string => {
    const { Type, Properties } = resourceOf(template, id);
    const { region, account, partition } = environment;
    const name = (key: string): string => String(resolve(Properties[key]));
    if (Type === 'AWS::DynamoDB::Table')
      return `arn:${partition}:dynamodb:${region}:${account}:table/${name('TableName')}`;
    if (Type === 'AWS::IAM::Role') return `arn:${partition}:iam::${account}:role/${name('RoleName')}`;
    return `arn:${partition}:iam::${account}:policy/${name('ManagedPolicyName')}`;
  };
  const call = (name: string, argument: unknown): unknown => {
    if (name === 'Ref') return ref(String(argument)) ?? arnOf(String(argument));
    if (name === 'Fn::Sub') return substituted(String(argument), ref);
    const args = argument as readonly unknown[];
    if (name === 'Fn::Equals') return resolve(args[0]) === resolve(args[1]);
    if (name === 'Fn::And') return args.every((each) => resolve(each) === true);
    if (name === 'Fn::Or') return args.some((each) => resolve(each) === true);
    if (name === 'Fn::GetAtt') return arnOf(String(args[0]));
    if (name === 'Fn::FindInMap') {
      const [map, top, second] = args.map((arg) => String(resolve(arg))) as [string, string, string];
      const found = template.Mappings?.[map]?.[top]?.[second];
      if (found === undefined) throw new Error(`Unable to get mapping for ${map}::${top}::${second}`);
      return found;
    }
    throw new Error(`No function ${name} is expected in a template of ours.`);
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first, ...others] = entries;
    if (first !== undefined && others.length === 0 && /^(Ref|Fn::\w+)$/.test(first[0])) return call(...first);
    return Object.fromEntries(entries.map(([name, item]) => [name, resolve(item)]));
  };
  for (const [name, { Assertions }] of Object.entries(template.Rules ?? {})) {
    // The CDK adds a rule about its own resources.
    if (name === 'CheckBootstrapVersion') continue;
    if (Assertions.some(({ Assert }) => resolve(Assert) !== true))
      throw new Error(`Template validation error: rule ${name}`);
  }
  return Object.values(template.Resources).map((resource) => ({
    ...resource,
    Properties: resolve(resource.Properties) as TemplateResource['Properties'],
  }));
}

/** Source: CloudFormation Template Reference, "Fn::Sub": `${!Literal}` resolves to the text `${Literal}`. */
const substituted = (text: string, ref: (name: string) => string | undefined): string =>
  text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    const value = literal === '!' ? `\${${name}}` : ref(name);
    if (value === undefined) throw new Error(`Unresolved resource dependencies [${name}]`);
    return value;
  });

function resourceOf({ Resources }: Template, id: string): TemplateResource {
  const resource = Resources[id];
  if (resource === undefined) throw new Error(`Unresolved resource dependency ${id}`);
  return resource;
}
