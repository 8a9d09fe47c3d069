import type { AssumeRoleCall, RequestContext, RequestPrincipal } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { type RoleAssumption, roleAssumption } from '../../model/role-assumption.js';
import { principalArn } from '../arn.js';
import { cognitoPrincipal, providerName } from '../federated-trust.js';
import type { TrustWay } from '../role-trust.js';
import { roleArnFor, tenantScope } from '../tenant-role.js';
import { roleTags } from '../trust-policy.js';

/** A call, and the decision that is required of it. */
export interface Attempt {
  readonly what: string;
  readonly call: AssumeRoleCall;
  readonly expected: 'allowed' | 'denied';
}

/** The calls of one way that a trust policy must let in, and those that it must keep out. */
export function trustAttempts(model: Model, environment: Environment, role: Role, way: TrustWay): readonly Attempt[] {
  const { webIdentity, cognitoIdentityPool } = model.identity;
  const subject = {
    environment,
    roleArn: roleArnFor(model, environment, role, SAMPLE),
    tags: sampleTags(model, role),
    ...{ pinned: tenantScope(model, role)?.tag },
  };
  if (way === 'assume-role') {
    const assumption = roleAssumption(model, role);
    return assumption === undefined ? [] : assumeRoleAttempts(subject, assumption);
  }
  // The holder of a token chooses the role, so a role without a border must not be among them.
  const refused = role.unscoped;
  if (way === 'web-identity' && webIdentity !== undefined) {
    const provider = providerName(webIdentity.provider);
    const arn = `arn:${environment.partition}:iam::${environment.account}:oidc-provider/`;
    const ways = { refused, sourceIdentity: role.sourceIdentity === 'required' ? 'somebody' : undefined };
    return federatedAttempts(subject, ways, `${arn}${provider}`, `${arn}another.example.com`, [
      ...webIdentity.audience.map((audience) => ({
        good: true,
        what: audience,
        context: { [`${provider}:aud`]: audience },
      })),
      { good: false, what: 'another audience', context: { [`${provider}:aud`]: 'another-client' } },
      { good: false, what: 'no audience', context: {} },
    ]);
  }
  if (way === 'cognito' && cognitoIdentityPool !== undefined) {
    const service = cognitoPrincipal(environment);
    const { poolId } = cognitoIdentityPool;
    const [aud, amr] = [`${service}:aud`, `${service}:amr`];
    const signedIn = ['authenticated', 'cognito-idp.eu-west-1.amazonaws.com/pool'];
    const ways = {
      refused: refused || role.sourceIdentity === 'required' || role.perTenant === true,
      sourceIdentity: undefined,
    };
    return federatedAttempts(subject, ways, service, 'graph.facebook.com', [
      { good: true, what: 'the pool', context: { [aud]: poolId, [amr]: signedIn } },
      { good: false, what: 'a guest of the pool', context: { [aud]: poolId, [amr]: ['unauthenticated'] } },
      { good: false, what: 'another pool', context: { [aud]: 'eu-west-1:another-pool', [amr]: signedIn } },
      { good: false, what: 'no pool', context: { [amr]: signedIn } },
      { good: false, what: 'a caller of whom it is not said that he signed in', context: { [aud]: poolId } },
    ]);
  }
  return [];
}

/** The tag of whom trust policies are tried with. */
export const SAMPLE = 'a';

interface Subject {
  readonly environment: Environment;
  readonly roleArn: string;
  readonly tags: Tags;
  /** The tag that the role accepts one value of. */
  readonly pinned: string | undefined;
}

type Tags = { readonly [tag: string]: string };

const sampleTags = (model: Model, role: Role): Tags =>
  Object.fromEntries(roleTags(model, role).map((tag) => [tag, SAMPLE]));

export const denied = (what: string, call: AssumeRoleCall): Attempt => ({ what, call, expected: 'denied' });

function assumeRoleAttempts(
  { environment, roleArn: arn, tags, pinned }: Subject,
  { trusted: principals, externalId, sourceIdentity, otherTags }: RoleAssumption,
): readonly Attempt[] {
  const whole = {
    ...(externalId !== undefined && { externalId }),
    ...(sourceIdentity === 'required' && { sourceIdentity: 'somebody' }),
  };
  const call = (caller: string, extra: Partial<AssumeRoleCall> = {}): AssumeRoleCall => ({
    ...{ action: 'AssumeRole', roleArn: arn, principal: { kind: 'AWS', names: [caller] }, tags },
    ...whole,
    ...extra,
  });
  const allowed = (what: string, made: AssumeRoleCall): Attempt => ({ what, call: made, expected: 'allowed' });
  const trusted = principals.map((principal) => principalArn(environment, principal));
  const strangers = [environment.account, '000000000000']
    .map((account) => `arn:${environment.partition}:iam::${account}:role/a-role-of-nobody`)
    .filter((stranger) => !trusted.includes(stranger));
  const others = Object.fromEntries(otherTags.map((tag) => [tag, 'a']));
  return [
    ...trusted.flatMap((caller): readonly Attempt[] => [
      allowed(`${caller} with its tags`, call(caller)),
      ...(otherTags.length > 0
        ? [allowed(`${caller} with every tag that it may pass`, call(caller, { tags: { ...tags, ...others } }))]
        : []),
      ...(sourceIdentity === 'allowed'
        ? [allowed(`${caller} with a source identity`, call(caller, { sourceIdentity: 'somebody' }))]
        : []),
      ...(sourceIdentity === 'required'
        ? [denied(`${caller} without a source identity`, without(call(caller), 'sourceIdentity'))]
        : []),
      ...(externalId === undefined
        ? []
        : [
            denied(`${caller} without an external id`, without(call(caller), 'externalId')),
            ...[`${externalId}-2`, externalId.slice(0, -1), swapCase(externalId), 'required']
              .filter((other) => other !== externalId)
              .map((other) => denied(`${caller} with another external id`, call(caller, { externalId: other }))),
          ]),
      ...wrongTags(tags, pinned).map((wrong) =>
        denied(
          `${caller} with ${wrong.what}`,
          call(caller, { tags: { ...wrong.tags, ...(wrong.bare ? {} : others) } }),
        ),
      ),
    ]),
    ...strangers.map((stranger) => denied(stranger, call(stranger))),
  ];
}

function without(call: AssumeRoleCall, key: 'externalId' | 'sourceIdentity'): AssumeRoleCall {
  const { [key]: _, ...rest } = call;
  return rest;
}

const swapCase = (text: string): string =>
  [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('');

interface TokenContext {
  readonly good: boolean;
  readonly what: string;
  readonly context: RequestContext;
}

function federatedAttempts(
  { roleArn: arn, tags, pinned }: Subject,
  { refused, sourceIdentity }: { readonly refused: boolean; readonly sourceIdentity: string | undefined },
  provider: string,
  stranger: string,
  contexts: readonly TokenContext[],
): readonly Attempt[] {
  const call = (name: string, context: RequestContext, passed: Tags): AssumeRoleCall => {
    const principal: RequestPrincipal = { kind: 'Federated', names: [name] };
    const made: AssumeRoleCall = {
      action: 'AssumeRoleWithWebIdentity',
      roleArn: arn,
      principal,
      tags: passed,
      context,
    };
    return sourceIdentity === undefined ? made : { ...made, sourceIdentity };
  };
  return contexts.flatMap(({ good, what, context }): readonly Attempt[] => {
    if (!good || refused) return [denied(what, call(provider, context, tags))];
    return [
      { what: `${what} with its tags`, call: call(provider, context, tags), expected: 'allowed' },
      denied(`${what} by another provider`, call(stranger, context, tags)),
      ...(sourceIdentity === undefined
        ? []
        : [denied(`${what} without a source identity`, without(call(provider, context, tags), 'sourceIdentity'))]),
      ...wrongTags(tags, pinned).map((wrong) =>
        denied(`${what} with ${wrong.what}`, call(provider, context, wrong.tags)),
      ),
    ];
  });
}

/** Tags that no session of the role may have. */
function wrongTags(
  tags: Tags,
  pinned: string | undefined,
): readonly { readonly what: string; readonly tags: Tags; readonly bare?: boolean }[] {
  const names = Object.keys(tags);
  return [
    ...names.flatMap((name) => {
      const { [name]: _, ...without } = tags;
      return [
        { what: `no ${name} tag`, tags: without },
        { what: `an empty ${name} tag`, tags: { ...tags, [name]: '' } },
      ];
    }),
    ...(pinned === undefined
      ? []
      : ['a-2', 'A', 'b', '*', '{tenantId}'].map((value) => ({
          what: `the tag of another tenant, ${value}`,
          tags: { ...tags, [pinned]: value },
        }))),
    ...(names.length > 1 ? [{ what: 'no tags', tags: {}, bare: true }] : []),
    { what: 'a tag that is not the role’s', tags: { ...tags, AnotherTag: 'a' } },
  ];
}
