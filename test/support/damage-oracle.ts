import type { Model } from '../../generator/src/model/model.js';
import { roleArn } from '../../generator/src/policy/arn.js';
import type { Finding } from '../../generator/src/policy/verify/finding.js';
import { type PolicyDocument, policyDocument } from '../../iam/src/document.js';
import type { AccessRequest, AssumeRoleCall, PolicySet } from '../../iam/src/evaluate/index.js';
import { oracleAllows, oracleAssumes } from './oracle.js';

/** How a document takes part in a decision. */
export type Kind = 'identity' | 'session' | 'guardrail' | 'trust' | 'session-issuer';

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

/** A document as policies of a caller that it cuts or allows. */
export function policiesOf(kind: Kind, document: PolicyDocument): PolicySet & { identity: readonly PolicyDocument[] } {
  if (kind === 'session') return { identity: [EVERYTHING], session: document };
  return kind === 'guardrail' ? { identity: [EVERYTHING], resource: document } : { identity: [document] };
}

/** Returns the independent evaluator's answer to the request of a finding. */
export function confirms(kind: Kind, model: Model, document: PolicyDocument, found: Finding): 'allowed' | 'denied' {
  const allowed =
    kind === 'trust'
      ? oracleAssumes(document, callOf(found))
      : oracleAllows(policiesOf(kind, document), requestOf(model, found));
  return allowed ? 'allowed' : 'denied';
}

function requestOf(model: Model, { role, counterexample }: Finding): AccessRequest {
  const [environment] = model.environments;
  if (environment === undefined || counterexample === undefined) throw new Error('no request');
  const { session, action, resource, leadingKeys, context } = counterexample;
  const arn = roleArn(model, environment, role ?? '');
  const tags = Object.fromEntries(Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  return {
    action,
    resource,
    principal: { kind: 'AWS', names: [arn] },
    context: {
      'aws:PrincipalArn': arn,
      ...tags,
      ...context,
      ...(leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys }),
    },
  };
}

function callOf({ counterexample }: Finding): AssumeRoleCall {
  if (counterexample === undefined) throw new Error('no request');
  const { session, action, resource, context = {} } = counterexample;
  const { principal, 'sts:ExternalId': externalId, 'sts:SourceIdentity': sourceIdentity, ...rest } = context;
  const federated = action !== 'sts:AssumeRole';
  return {
    action: federated ? 'AssumeRoleWithWebIdentity' : 'AssumeRole',
    roleArn: resource,
    principal: { kind: federated ? 'Federated' : 'AWS', names: [principal ?? []].flat() },
    tags: session,
    context: rest,
    ...(typeof externalId === 'string' && { externalId }),
    ...(typeof sourceIdentity === 'string' && { sourceIdentity }),
  };
}
