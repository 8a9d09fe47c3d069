import fc from 'fast-check';
import type { Model } from '../../generator/src/model/model.js';
import { roleArn } from '../../generator/src/policy/arn.js';
import { type PolicyDocument, policyDocument } from '../../iam/src/document.js';
import { type AccessRequest, type AssumeRoleCall, evaluate, evaluateAssumeRole } from '../../iam/src/evaluate/index.js';
import { WRITING_ACTIONS } from '../../iam/src/words/dynamodb-actions.js';
import { callClasses } from './call-classes.js';
import { type Kind, policiesOf } from './damage-oracle.js';
import { changedStatements, namedActions, speaksOf, termsOf, withStatements } from './document-terms.js';
import { modelRequests } from './model-requests.js';
import { ACTIONS, requestClasses } from './request-classes.js';
import { TooManyClasses } from './text-classes.js';

/** The result of comparing two documents: a request that they decide differently, or that there is none. */
export type Comparison =
  | { readonly kind: 'different'; readonly request: AccessRequest | AssumeRoleCall }
  /** By one request of each class that they can tell apart. */
  | { readonly kind: 'same'; readonly requests: number }
  /** There are too many classes, and of many requests around the model none was decided differently. */
  | { readonly kind: 'sampled'; readonly requests: number };

/** So many requests take about ten seconds. */
const MOST = 1_000_000;

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

export function compareDocuments(kind: Kind, model: Model, one: PolicyDocument, other: PolicyDocument): Comparison {
  try {
    return compareByClasses(kind, model, one, other);
  } catch (error) {
    if (error instanceof TooManyClasses) return sampled(kind, model, one, other);
    throw error;
  }
}

function compareByClasses(kind: Kind, model: Model, one: PolicyDocument, other: PolicyDocument): Comparison {
  const [environment] = model.environments;
  const [role] = model.roles;
  if (environment === undefined || role === undefined) throw new Error('no role');
  const caller = roleArn(model, environment, role.name);
  if (kind === 'trust') return compareTrust(one, other, caller);
  const changed = changedStatements(one, other);
  const statements = changed.flatMap(({ Statement }) => Statement);
  const actions = [...ACTIONS, ...namedActions(statements)].filter((action) =>
    statements.some((statement) => speaksOf(statement, action)),
  );
  const looked = termsOf(changed);
  const keys = new Set(looked.keys.keys());
  const apart = (request: AccessRequest): boolean =>
    sides(kind, changed[0], request) !== sides(kind, changed[1], request);
  // Statements that decide alike cannot make documents differ, whatever stands beside them.
  let requests = 0;
  let alike = true;
  for (const { outer } of requestClasses(looked, keys, actions, caller)) {
    if (++requests > MOST || apart(outer)) {
      alike = false;
      break;
    }
  }
  if (alike) return { kind: 'same', requests };
  requests = 0;
  const [then, now] = [policiesOf(kind, one), policiesOf(kind, other)];
  const roles = new Set(model.roles.map(({ name }) => roleArn(model, environment, name)));
  const beside = [one, other].map((document) =>
    withStatements(
      document,
      document.Statement.filter((statement) => actions.some((action) => speaksOf(statement, action))),
    ),
  );
  for (const { outer, inner } of requestClasses(termsOf(beside), keys, actions, caller)) {
    if (++requests > MOST) return sampled(kind, model, one, other);
    if (!apart(outer)) continue;
    for (const request of inner()) {
      if (++requests > MOST) return sampled(kind, model, one, other);
      if (matters(kind, model, roles, [then, now], request)) return { kind: 'different', request };
    }
  }
  return { kind: 'same', requests };
}

/** Asks whether a difference is one that `verify` has to find. */
function matters(
  kind: Kind,
  model: Model,
  roles: ReadonlySet<string>,
  [then, now]: readonly [Policies, Policies],
  request: AccessRequest,
): boolean {
  const [before, after] = [evaluate(then, request).decision, evaluate(now, request).decision];
  if (before === after) return false;
  if (kind !== 'guardrail') return after === 'denied' || !isAllowedWithTags(then, request);
  // That a role may do all that its client sends was proved of the same document: a guardrail that stops it earlier takes
  // nothing.
  if (after === 'denied') return !request.principal?.names.every((name) => roles.has(name));
  return !readsPublicKeys(model, request);
}

/** A session that lacks a tag gains nothing where it could do the same with the tag, whatever its value. */
function isAllowedWithTags(policies: Policies, request: AccessRequest): boolean {
  const named = JSON.stringify(policies).matchAll(/aws:PrincipalTag\/([\w.:=+@-]+)/gi);
  const lacking = [...named]
    .map(([key]) => key.toLowerCase())
    .filter((key) => request.context?.[key] === undefined)
    .map((key) => [key, 'any-value'] as const);
  if (lacking.length === 0) return false;
  const context = { ...request.context, ...Object.fromEntries(lacking) };
  return evaluate(policies, { ...request, context }).decision === 'allowed';
}

/** The keys of public scopes are everybody's to read. */
function readsPublicKeys({ scopes }: Model, { action, context }: AccessRequest): boolean {
  const keys = context?.['dynamodb:leadingkeys'];
  const prefixes = scopes.flatMap(({ parameter, prefix }) => (parameter === undefined ? [prefix] : []));
  return (
    Array.isArray(keys) &&
    keys.length > 0 &&
    !WRITING_ACTIONS.has(action) &&
    keys.every((key) => prefixes.some((prefix) => key === prefix || key.startsWith(`${prefix}#`)))
  );
}

type Policies = ReturnType<typeof policiesOf>;

/**
 * Returns the decisions of a document's statements by themselves: whether they allow, and whether they deny what is allowed
 * otherwise.
 */
const sides = (kind: Kind, document: PolicyDocument, request: AccessRequest): string =>
  kind === 'guardrail'
    ? evaluate(policiesOf(kind, document), request).decision
    : [[document], [EVERYTHING, document]].map((policies) => evaluate(policies, request).decision).join();

function compareTrust(one: PolicyDocument, other: PolicyDocument, role: string): Comparison {
  let requests = 0;
  for (const call of callClasses([one, other], role)) {
    if (++requests > MOST) return { kind: 'sampled', requests };
    if (evaluateAssumeRole(one, call).decision !== evaluateAssumeRole(other, call).decision)
      return { kind: 'different', request: call };
  }
  return { kind: 'same', requests };
}

const samples = new Map<Model, readonly AccessRequest[]>();

function sampled(kind: Kind, model: Model, one: PolicyDocument, other: PolicyDocument): Comparison {
  const requests =
    samples.get(model) ??
    fc.sample(modelRequests(model), { numRuns: 6_000, seed: 20261108 }).map(({ request }) => request);
  samples.set(model, requests);
  const [then, now] = [policiesOf(kind, one), policiesOf(kind, other)];
  const request = requests.find((each) => evaluate(then, each).decision !== evaluate(now, each).decision);
  return request === undefined ? { kind: 'sampled', requests: requests.length } : { kind: 'different', request };
}
