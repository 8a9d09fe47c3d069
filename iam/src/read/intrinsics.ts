import { boundHole, freeHole } from './holes.js';
import { recordOf } from './read-policy.js';
import type { Path } from './tree.js';

/** The values that the intrinsic functions of one template are resolved with. */
export interface Template {
  /** Values by parameter name, where one is known. */
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly resources: { readonly [name: string]: unknown };
  readonly mappings: { readonly [name: string]: unknown };
}

/** A resolved value, and where each part of it stands in the template. */
export interface Resolved {
  readonly value: unknown;
  sourceOf(path: Path): Path;
}

/** Truth of the conditions of `Fn::If`, by name. */
export type Assignment = ReadonlyMap<string, boolean>;

const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves the intrinsic functions of a part of a template; what is known only at deployment becomes a hole. */
export function resolveIntrinsics(template: Template, value: unknown, at: Path, conditions: Assignment): Resolved {
  const sources = new Map<string, Path>();
  const resolver = new Resolver(template, conditions, sources);
  const resolved = resolver.resolve(value, at, []);
  return {
    value: resolved === NO_VALUE ? undefined : resolved,
    sourceOf(path) {
      for (let depth = path.length; depth >= 0; depth -= 1) {
        const source = sources.get(JSON.stringify(path.slice(0, depth)));
        if (source !== undefined) return source;
      }
      return at;
    },
  };
}

/** Returns the names of the conditions that `Fn::If` asks for below a value. */
export function conditionsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const branch = recordOf(value)?.['Fn::If'];
  const own = Array.isArray(branch) && typeof branch[0] === 'string' ? [branch[0]] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(conditionsIn)])];
}

class Resolver {
  readonly #template: Template;
  readonly #conditions: Assignment;
  readonly #sources: Map<string, Path>;

  constructor(template: Template, conditions: Assignment, sources: Map<string, Path>) {
    this.#template = template;
    this.#conditions = conditions;
    this.#sources = sources;
  }

  /** `from` is the path in the template, `to` the path in the result. */
  resolve(value: unknown, from: Path, to: Path): unknown {
    this.#sources.set(JSON.stringify(to), from);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return dynamicReferences(value);
    if (Array.isArray(value)) return this.#list(value, from, to);
    const record = recordOf(value);
    if (record === undefined) return value;
    const [name, ...others] = Object.keys(record);
    if (name !== undefined && others.length === 0 && isIntrinsic(name)) {
      return this.#intrinsic(name, record[name], [...from, name], to);
    }
    const entries = Object.entries(record).map(
      ([key, each]) => [key, this.resolve(each, [...from, key], [...to, key])] as const,
    );
    return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
  }

  #list(values: readonly unknown[], from: Path, to: Path): readonly unknown[] {
    const kept: unknown[] = [];
    values.forEach((each, i) => {
      const resolved = this.resolve(each, [...from, i], [...to, kept.length]);
      if (resolved !== NO_VALUE) kept.push(resolved);
    });
    return kept;
  }

  #intrinsic(name: string, argument: unknown, from: Path, to: Path): unknown {
    const text = (value: unknown): string | undefined => textOf(this.resolve(value, from, ['?', ...to]));
    switch (name) {
      case 'Ref':
        return typeof argument === 'string' ? this.#reference(argument) : freeHole('Ref');
      case 'Fn::GetAtt': {
        const [resource, attribute] = Array.isArray(argument) ? argument : [];
        return this.#attribute(String(resource), String(attribute));
      }
      case 'Fn::Sub':
        return this.#substitute(argument, text);
      case 'Fn::Join': {
        const [separator, parts] = Array.isArray(argument) ? argument : [];
        const list: unknown = this.resolve(parts, from, ['?', ...to]);
        const texts = Array.isArray(list) ? list.map(textOf) : [undefined];
        const whole = texts.every((each) => each !== undefined);
        return typeof separator === 'string' && whole ? texts.join(separator) : freeHole('Fn::Join');
      }
      case 'Fn::If': {
        const [condition, then, otherwise] = Array.isArray(argument) ? argument : [];
        const holds = this.#conditions.get(String(condition));
        if (holds === undefined) return freeHole('Fn::If');
        return this.resolve(holds ? then : otherwise, [...from, holds ? 1 : 2], to);
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = (Array.isArray(argument) ? argument : []).map(text);
        const row = recordOf(recordOf(this.#template.mappings[map ?? ''])?.[first ?? '']);
        const found = row?.[second ?? ''];
        return found === undefined ? freeHole(`mapping ${map ?? ''}`) : this.resolve(found, from, to);
      }
      case 'Fn::Select': {
        const [index, values] = Array.isArray(argument) ? argument : [];
        const list: unknown = this.resolve(values, from, ['?', ...to]);
        const found: unknown = Array.isArray(list) ? list[Number(index)] : undefined;
        return found ?? freeHole('Fn::Select');
      }
      case 'Fn::Split': {
        const [separator, joined] = Array.isArray(argument) ? argument : [];
        const whole = text(joined);
        return whole === undefined || whole.includes('⟦') ? freeHole('Fn::Split') : whole.split(String(separator));
      }
      case 'Fn::ToJsonString':
        return JSON.stringify(this.resolve(argument, from, to));
      default:
        return freeHole(name);
    }
  }

  #substitute(argument: unknown, text: (value: unknown) => string | undefined): unknown {
    const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof pattern !== 'string') return freeHole('Fn::Sub');
    const own = recordOf(given) ?? {};
    return pattern.replaceAll(/\$\{(!?)([^}]*)\}/g, (whole, escaped: string, inside: string) => {
      // `${!aws:PrincipalTag/T}` stands for the text `${aws:PrincipalTag/T}`.
      if (escaped === '!') return `\${${inside}}`;
      const name = inside.trim();
      if (name in own) return text(own[name]) ?? freeHole(name);
      const dot = name.indexOf('.');
      const value = dot < 0 ? this.#reference(name) : this.#attribute(name.slice(0, dot), name.slice(dot + 1));
      return textOf(value) ?? whole;
    });
  }

  #reference(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name === 'AWS::Partition') return 'aws';
    if (name.startsWith('AWS::')) return boundHole(name);
    const value = this.#template.parameters.get(name);
    if (value !== undefined) return value;
    const resource = recordOf(this.#template.resources[name]);
    return resource === undefined ? freeHole(name) : (givenName(resource) ?? boundHole(name));
  }

  #attribute(name: string, attribute: string): string {
    const resource = recordOf(this.#template.resources[name]);
    if (resource === undefined) return freeHole(`${name}.${attribute}`);
    const arn = attribute === 'Arn' ? ARNS[String(resource.Type)] : undefined;
    const own = this.#reference(name);
    return arn === undefined || typeof own !== 'string' ? boundHole(`${name}.${attribute}`) : arn(own);
  }
}

const HERE = `${boundHole('AWS::Region')}:${boundHole('AWS::AccountId')}`;

/** ARNs of resources that a template makes, by type. */
const ARNS: { readonly [type: string]: ((name: string) => string) | undefined } = {
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${HERE}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${HERE}:table/${name}`,
  'AWS::Serverless::SimpleTable': (name) => `arn:aws:dynamodb:${HERE}:table/${name}`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${boundHole('AWS::AccountId')}:role/${name}`,
  'AWS::IAM::User': (name) => `arn:aws:iam::${boundHole('AWS::AccountId')}:user/${name}`,
};

/** Returns the literal name that a template gives to a resource. */
function givenName(resource: { readonly [key: string]: unknown }): string | undefined {
  const properties = recordOf(resource.Properties) ?? {};
  const name = properties.TableName ?? properties.BucketName ?? properties.RoleName ?? properties.UserName;
  return typeof name === 'string' ? name : undefined;
}

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : undefined;

/** `{{resolve:ssm:name}}` is filled in at deployment. */
const dynamicReferences = (text: string): string =>
  text.replaceAll(/\{\{resolve:([^}]*)\}\}/g, (_, reference: string) => freeHole(`resolve:${reference}`));
