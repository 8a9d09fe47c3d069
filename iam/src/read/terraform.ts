import { freeHole } from './holes.js';
import { addPolicy } from './policy-text.js';
import { addUnreadable, arrayOf, type Found, type PolicyKind, recordOf } from './read-policy.js';
import { reportAttached } from './template-resource.js';
import type { Path } from './tree.js';

/** `terraform show -json`, of a plan or of a state. */
export const isTerraform = (value: unknown): boolean => {
  const root = recordOf(value);
  return typeof root?.format_version === 'string' && (root.planned_values !== undefined || root.values !== undefined);
};

interface TerraformResource {
  readonly address: string;
  readonly type: string;
  readonly values: { readonly [key: string]: unknown };
  readonly path: Path;
}

/** Attributes that hold a policy as JSON text, by type of resource. */
const DOCUMENTS: { readonly [type: string]: readonly [attribute: string, kind: PolicyKind][] | undefined } = {
  aws_iam_policy: [['policy', 'identity']],
  aws_iam_role: [['assume_role_policy', 'trust']],
  aws_iam_role_policy: [['policy', 'identity']],
  aws_iam_user_policy: [['policy', 'identity']],
  aws_iam_group_policy: [['policy', 'identity']],
  aws_ssoadmin_permission_set_inline_policy: [['inline_policy', 'identity']],
  aws_dynamodb_resource_policy: [['policy', 'resource']],
  aws_s3_bucket_policy: [['policy', 'resource']],
};

const STATE_REMEDY = 'Lint the state after `terraform apply` (`terraform show -json`), where it is known.';

/** Reads the policies of a plan or a state. A policy that is known only after apply is read from its data source. */
export function readTerraform(found: Found, value: unknown): void {
  const root = recordOf(value) ?? {};
  const unknown = unknownValues(root.resource_changes);
  const prior = recordOf(root.prior_state);
  const resources = [
    ...moduleResources(recordOf(root.values)?.root_module, ['values', 'root_module']),
    ...moduleResources(recordOf(root.planned_values)?.root_module, ['planned_values', 'root_module']),
    ...moduleResources(recordOf(prior?.values)?.root_module, ['prior_state', 'values', 'root_module']).filter(
      ({ address }) => address.includes('data.'),
    ),
    ...deferredData(root.resource_changes),
  ];
  const addresses = new Set(resources.map(({ address }) => address));
  const configuration = recordOf(recordOf(root.configuration)?.root_module);
  for (const resource of resources) {
    readResource(found, resource, unknown.get(resource.address) ?? {}, (attribute) =>
      referencesOf(configuration, resource.address, attribute).some((each) => addresses.has(each)),
    );
  }
}

function moduleResources(module: unknown, path: Path): readonly TerraformResource[] {
  const { resources, child_modules } = recordOf(module) ?? {};
  const own = arrayOf(resources).flatMap((each, i) => resourceOf(each, 'values', [...path, 'resources', i]));
  return [...own, ...arrayOf(child_modules).flatMap((each, i) => moduleResources(each, [...path, 'child_modules', i]))];
}

function resourceOf(value: unknown, element: string, path: Path): readonly TerraformResource[] {
  const { address, type } = recordOf(value) ?? {};
  const values = recordOf(recordOf(value)?.[element]);
  if (typeof address !== 'string' || typeof type !== 'string' || values === undefined) return [];
  return [{ address, type, values, path: [...path, element] }];
}

/** Data sources that are read during apply stand among the changes, with what is known of them. */
function deferredData(changes: unknown): readonly TerraformResource[] {
  return arrayOf(changes).flatMap((each, i) => {
    const record = recordOf(each);
    const change = recordOf(record?.change);
    if (record?.mode !== 'data' || change === undefined) return [];
    const { address, type } = record;
    return resourceOf({ address, type, after: change.after }, 'after', ['resource_changes', i, 'change']);
  });
}

function unknownValues(changes: unknown): ReadonlyMap<string, { readonly [key: string]: unknown }> {
  return new Map(
    arrayOf(changes).flatMap((each) => {
      const { address, change } = recordOf(each) ?? {};
      const unknown = recordOf(recordOf(change)?.after_unknown);
      return typeof address === 'string' && unknown !== undefined ? [[address, unknown] as const] : [];
    }),
  );
}

function readResource(
  found: Found,
  { address, type, values, path }: TerraformResource,
  unknown: { readonly [key: string]: unknown },
  isReadElsewhere: (attribute: string) => boolean,
): void {
  const owner = typeof values.role === 'string' ? values.role : typeof values.name === 'string' ? values.name : address;
  if (type === 'aws_iam_policy_document') {
    const statement = withUnknown(values.statement, unknown.statement);
    const document = { Version: values.version ?? '2012-10-17', Statement: arrayOf(statement).map(asStatement) };
    const sourceOf = ([, index]: Path): Path => [...path, 'statement', ...(typeof index === 'number' ? [index] : [])];
    // Statements that are merged in from other documents stand in `json` only.
    const json = typeof values.json === 'string' ? values.json : undefined;
    const at = {
      name: address,
      kind: hasPrincipals(document.Statement) ? 'trust' : 'identity',
      owner: address,
      path,
    } as const;
    const merged = arrayOf(values.source_policy_documents ?? values.override_policy_documents).length > 0;
    if (json !== undefined) addPolicy(found, json, { ...at, path: [...path, 'json'] });
    else if (merged || unknown.source_policy_documents === true) {
      addUnreadable(found, path, `${address}: the documents merged into it are not known yet.`, STATE_REMEDY);
    } else addPolicy(found, document, { ...at, sourceOf });
    return;
  }
  for (const [attribute, kind] of DOCUMENTS[type] ?? []) {
    const text = values[attribute];
    const at = [...path, attribute];
    if (typeof text === 'string' && text !== '') addPolicy(found, text, { name: address, kind, owner, path: at });
    else if (unknown[attribute] === true && !isReadElsewhere(attribute)) {
      addUnreadable(found, path, `${address}: ${attribute} is known only after apply.`, STATE_REMEDY);
    }
  }
  if (type === 'aws_iam_role') {
    arrayOf(values.inline_policy).forEach((each, i) => {
      const { policy, name } = recordOf(each) ?? {};
      const at = [...path, 'inline_policy', i, 'policy'];
      if (typeof policy === 'string' && policy !== '') {
        addPolicy(found, policy, { name: `${address}, policy "${String(name)}"`, kind: 'identity', owner, path: at });
      } else if (arrayOf(unknown.inline_policy).length > 0) {
        addUnreadable(found, path, `${address}: inline_policy is known only after apply.`, STATE_REMEDY);
      }
    });
    arrayOf(values.managed_policy_arns).forEach((arn, i) => {
      attach(found, arn, [...path, 'managed_policy_arns', i], address);
    });
  }
  if (/^aws_iam_(?:role_|user_|group_)?policy_attachment$/.test(type)) {
    attach(found, values.policy_arn, [...path, 'policy_arn'], address);
  }
}

/** A policy of the same plan is read where it stands; its ARN is another account's number or not known yet. */
function attach(found: Found, arn: unknown, path: Path, address: string): void {
  if (typeof arn === 'string' && /^arn:[^:]*:iam::aws:/.test(arn)) reportAttached(found, arn, path, address);
}

/** Returns the addresses that an attribute's expression refers to. */
function referencesOf(configuration: unknown, address: string, attribute: string): readonly string[] {
  const resources = arrayOf(recordOf(configuration)?.resources).map(recordOf);
  const own = resources.find((each) => each?.address === address.replace(/\[[^\]]*\]$/, ''));
  const references = arrayOf(recordOf(recordOf(own?.expressions)?.[attribute])?.references);
  return references.filter((each): each is string => typeof each === 'string');
}

/** Puts holes where `after_unknown` says that a value is not known. */
function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return freeHole('known after apply');
  if (Array.isArray(unknown)) {
    const values = arrayOf(value);
    return unknown.map((each, i) => withUnknown(values[i], each));
  }
  const record = recordOf(unknown);
  if (record === undefined) return value;
  const own = recordOf(value) ?? {};
  const keys = [...new Set([...Object.keys(own), ...Object.keys(record)])];
  return Object.fromEntries(keys.map((key) => [key, withUnknown(own[key], record[key])]));
}

const hasPrincipals = (statements: readonly unknown[]): boolean =>
  statements.some((each) => recordOf(each)?.Principal !== undefined);

/** Writes a `statement` block of `aws_iam_policy_document` as IAM has it. `&{` stands for `${`. */
function asStatement(value: unknown): unknown {
  const block = recordOf(value);
  if (block === undefined) return value;
  const list = (key: string): readonly unknown[] | undefined => {
    const values = arrayOf(block[key]);
    return values.length > 0
      ? values.map((each) => (typeof each === 'string' ? each.replaceAll('&{', '${') : each))
      : undefined;
  };
  const condition: { [operator: string]: { [key: string]: unknown } } = {};
  for (const each of arrayOf(block.condition).map(recordOf)) {
    const [operator, key] = [String(each?.test), String(each?.variable)];
    const values = arrayOf(each?.values).map((text) => (typeof text === 'string' ? text.replaceAll('&{', '${') : text));
    condition[operator] = { ...condition[operator], [key]: [...arrayOf(condition[operator]?.[key]), ...values] };
  }
  const entries = {
    Sid: typeof block.sid === 'string' && block.sid !== '' ? block.sid : undefined,
    Effect: block.effect ?? 'Allow',
    Action: list('actions'),
    NotAction: list('not_actions'),
    Resource: list('resources'),
    NotResource: list('not_resources'),
    Principal: principalsOf(block.principals),
    NotPrincipal: principalsOf(block.not_principals),
    Condition: Object.keys(condition).length > 0 ? condition : undefined,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, each]) => each !== undefined));
}

function principalsOf(value: unknown): unknown {
  const blocks = arrayOf(value).map(recordOf);
  if (blocks.length === 0) return undefined;
  if (blocks.some((each) => each?.type === '*')) return '*';
  return Object.fromEntries(blocks.map((each) => [String(each?.type), each?.identifiers]));
}
