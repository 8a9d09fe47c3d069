import { freeHole } from './holes.js';
import { type Assignment, conditionsIn, type Resolved, resolveIntrinsics, type Template } from './intrinsics.js';
import { managedPolicyActions } from './managed-policies.js';
import { addPolicy } from './policy-text.js';
import { addUnreadable, arrayOf, type Found, type PolicyKind, recordOf } from './read-policy.js';
import type { Path } from './tree.js';

export const LINT_DEPLOYED =
  'Lint what is deployed: the output of `aws cloudformation get-template --template-stage Processed`.';

/** A resource of a template, as its readers look at it. */
export interface TemplateResource {
  readonly name: string;
  readonly type: string;
  /** The conditions of the template under which it exists. */
  readonly conditions?: readonly string[];
  readonly properties: { readonly [key: string]: unknown };
  readonly path: Path;
  readonly template: Template;
  readonly found: Found;
}

export interface ResolvedPolicy {
  readonly kind: PolicyKind;
  readonly title: string;
  readonly owner: string;
}

const MOST_CONDITIONS = 6;

/** Returns every truth of the conditions that a value asks for; undefined for too many. */
function assignmentsOf(value: unknown): readonly Assignment[] | undefined {
  const names = conditionsIn(value);
  if (names.length > MOST_CONDITIONS) return undefined;
  return Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Map(names.map((name, i) => [name, ((bits >> i) & 1) === 1])),
  );
}

/** Adds the policy at a path of a resource's properties: once for each outcome of its `Fn::If`. */
export function addResolved(resource: TemplateResource, below: Path, { kind, title, owner }: ResolvedPolicy): void {
  const { template, found, properties, path, conditions: base = [] } = resource;
  const value = below.reduce<unknown>(
    (each, step) => (Array.isArray(each) ? each[Number(step)] : recordOf(each)?.[String(step)]),
    properties,
  );
  const at = [...path, ...below];
  const assignments = assignmentsOf(value);
  if (assignments === undefined) {
    addUnreadable(found, at, `${title}: more than ${MOST_CONDITIONS} conditions decide what it says.`, LINT_DEPLOYED);
    return;
  }
  for (const { assignments: own, resolved } of variantsOf(template, value, at, assignments)) {
    const inner = recordOf(resolved.value)?.PolicyDocument;
    const listed = Array.isArray(resolved.value) ? { Version: '2012-10-17', Statement: resolved.value } : undefined;
    const document = inner ?? listed ?? resolved.value;
    const prefix: Path = inner === undefined ? [] : ['PolicyDocument'];
    const [chosen = [], ...others] = own.length === assignments.length ? [] : own.map(namesOf);
    const hold = chosen.filter((name) => others.every((names) => names.includes(name)));
    const isConditional = base.length > 0 || chosen.length > 0;
    addPolicy(found, document === freeHole('Fn::If') ? undefined : document, {
      ...{ name: chosen.length === 0 ? title : `${title} (if ${chosen.join(', ')})`, kind, owner, path: at },
      ...(isConditional && { conditions: { hold: [...base, ...hold], suffice: [...base, ...chosen] } }),
      sourceOf: (inside) => resolved.sourceOf([...prefix, ...(listed === undefined ? inside : inside.slice(1))]),
    });
  }
}

interface Variant {
  readonly assignments: Assignment[];
  readonly resolved: Resolved;
}

/** Returns each value that some truth of the conditions gives; `AWS::NoValue` in place of a policy gives none. */
function variantsOf(
  template: Template,
  value: unknown,
  at: Path,
  assignments: readonly Assignment[],
): readonly Variant[] {
  const found = new Map<string, Variant>();
  for (const assignment of assignments) {
    const resolved = resolveIntrinsics(template, value, at, assignment);
    const text = JSON.stringify(resolved.value);
    if (text === undefined) continue;
    const known = found.get(text) ?? { assignments: [], resolved };
    known.assignments.push(assignment);
    found.set(text, known);
  }
  return [...found.values()];
}

const namesOf = (assignment: Assignment): readonly string[] =>
  [...assignment].map(([name, holds]) => `${holds ? '' : 'not '}${name}`);

/** Attached policies are found by their ARN: those of the template are read where they stand. */
export function readManagedPolicies(resource: TemplateResource, element: string): void {
  const { name, properties, path } = resource;
  arrayOf(properties[element]).forEach((each, i) => {
    checkAttached(resource, each, [...path, element, i], name);
  });
}

export function checkAttached({ template, found }: TemplateResource, value: unknown, path: Path, name: string): void {
  const reference = recordOf(value)?.Ref;
  if (typeof reference === 'string' && template.resources[reference] !== undefined) return;
  for (const assignment of assignmentsOf(value) ?? []) {
    const { value: resolved } = resolveIntrinsics(template, value, path, assignment);
    if (resolved === undefined) continue;
    reportAttached(found, resolved, path, name);
  }
}

export function reportAttached(found: Found, arn: unknown, path: Path, name: string, group?: string): void {
  const text = typeof arn === 'string' ? arn : 'a policy';
  const actions = managedPolicyActions(text);
  if (actions !== undefined) {
    const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [statement] };
    const title = `${name}, attached ${text.replace(/^.*\//, '')}`;
    // A list without actions: the policy reaches no items.
    if (actions.length > 0) {
      addPolicy(found, document, {
        ...{ name: title, kind: 'identity', owner: name, path, sourceOf: () => path },
        ...(group !== undefined && { group }),
      });
    }
    return;
  }
  addUnreadable(
    found,
    path,
    `${name}: the attached policy ${text} is not in this file.`,
    'Lint it as well (`aws iam get-policy-version`), and accept this finding with a reason.',
  );
}
