import fc from 'fast-check';
import type { Model } from '../../generator/src/model/model.js';
import { INDEX_ACTIONS } from '../../generator/src/policy/actions.js';
import type { PolicyDocument } from '../../generator/src/policy/document.js';
import { type AccessRequest, evaluate, evaluateAssumeRole } from '../../generator/src/policy/evaluate/index.js';
import { TRUST_WAYS } from '../../generator/src/policy/role-trust.js';
import { trustAttempts } from '../../generator/src/policy/verify/trust-attempts.js';
import { assumeRoleCalls } from './assume-role-calls.js';
import { type Kind, policiesOf } from './damage-oracle.js';
import { modelRequests } from './model-requests.js';

const samples = new Map<Model, ReturnType<typeof sample>>();
const sample = (model: Model) => ({
  requests: fc.sample(modelRequests(model), { numRuns: 6_000, seed: 20261108 }),
  calls: fc.sample(assumeRoleCalls(model), { numRuns: 2_000, seed: 20261109 }),
});

/** A request that two documents decide differently; undefined where they decide all of many alike. */
export function differentlyDecided(
  kind: Kind,
  model: Model,
  one: PolicyDocument,
  other: PolicyDocument,
): object | undefined {
  const { requests, calls } = samples.get(model) ?? sample(model);
  samples.set(model, { requests, calls });
  const [environment] = model.environments;
  if (kind === 'trust' && environment !== undefined) {
    const [role] = model.roles;
    const listed = role
      ? TRUST_WAYS.flatMap((way) => trustAttempts(model, environment, role, way)).map(({ call }) => call)
      : [];
    return [...listed, ...calls.map((callOf) => callOf(role?.name ?? ''))].find(
      (call) => evaluateAssumeRole(one, call).decision !== evaluateAssumeRole(other, call).decision,
    );
  }
  const [then, now] = [policiesOf(kind, one), policiesOf(kind, other)];
  return requests
    .map(({ request }) => request)
    .filter(isReal)
    .find((request) => evaluate(then, request).decision !== evaluate(now, request).decision);
}

/** Indexes are queried; IAM checks everything else on the table. */
const isReal = ({ action, resource }: AccessRequest): boolean =>
  !resource.includes('/index/') || INDEX_ACTIONS.has(action);
