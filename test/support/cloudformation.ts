import type { Environment } from '../../generator/src/model/model.js';

/** A template after parsing. */
export interface Template {
  readonly Mappings?: { readonly [id: string]: { readonly [top: string]: { readonly [second: string]: string } } };
  readonly Resources: { readonly [id: string]: TemplateResource };
}

export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: { readonly [name: string]: unknown };
}

/** The resources as CloudFormation would make them in an account and Region: every intrinsic function is resolved. Throws where CloudFormation would refuse. */
export function deployed(template: Template, environment: Environment): readonly TemplateResource[] {
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
    if (name === 'Ref') {
      if (argument === 'AWS::AccountId') return environment.account;
      if (argument === 'AWS::Region') return environment.region;
      return arnOf(String(argument));
    }
    const args = argument as readonly unknown[];
    if (name === 'Fn::GetAtt') return arnOf(String(args[0]));
    if (name === 'Fn::Join') return (resolve(args[1]) as readonly string[]).join(String(args[0]));
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
  return Object.values(template.Resources).map((resource) => ({
    ...resource,
    Properties: resolve(resource.Properties) as TemplateResource['Properties'],
  }));
}

function resourceOf({ Resources }: Template, id: string): TemplateResource {
  const resource = Resources[id];
  if (resource === undefined) throw new Error(`Unresolved resource dependency ${id}`);
  return resource;
}
