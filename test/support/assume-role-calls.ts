import fc from 'fast-check';
import type { Model } from '../../generator/src/model/model.js';
import { principalArn, roleArn } from '../../generator/src/policy/arn.js';
import { cognitoPrincipal, providerName } from '../../generator/src/policy/federated-trust.js';
import { roleTags } from '../../generator/src/policy/trust-policy.js';
import type { AssumeRoleCall, RequestContext, RequestPrincipal } from '../../iam/src/evaluate/index.js';

interface Caller {
  readonly action: AssumeRoleCall['action'];
  readonly principal: RequestPrincipal;
  readonly contexts: readonly RequestContext[];
}

/** Calls that begin a session: by those who may and by others, with the role's tags, fewer, empty or more, with and without ids. */
export function assumeRoleCalls(model: Model): fc.Arbitrary<(role: string) => AssumeRoleCall> {
  return fc
    .record({
      caller: fc.constantFrom(...callersOf(model)),
      context: fc.nat(),
      empty: fc.constantFrom('none', 'none', 'none', 'first', 'all'),
      left: fc.constantFrom(0, 0, 0, 1, 2),
      extra: fc.constantFrom({}, {}, {}, { Admin: 'true' }),
      externalId: fc.constantFrom(...externalIdsOf(model), undefined, 'id', ''),
    })
    .map(({ caller: { action, principal, contexts }, context, empty, left, extra, externalId }) => (role) => {
      const found = model.roles.find(({ name }) => name === role);
      const [environment] = model.environments;
      if (found === undefined || environment === undefined) throw new Error(role);
      const tags = roleTags(model, found)
        .slice(left)
        .map((tag, i) => [tag, empty === 'all' || (empty === 'first' && i === 0) ? '' : 'acme']);
      return {
        action,
        roleArn: roleArn(model, environment, role),
        principal,
        tags: { ...Object.fromEntries(tags), ...extra },
        context: contexts[context % contexts.length] ?? {},
        ...(externalId !== undefined && { externalId }),
      };
    });
}

/** Those that a trust policy pins. */
const externalIdsOf = ({ identity, roles }: Model): readonly string[] =>
  [identity.assumeRole?.externalId, ...roles.map(({ externalId }) => externalId)].filter((id) => id !== undefined);

function callersOf({ identity, environments, roles }: Model): readonly Caller[] {
  const [environment] = environments;
  if (environment === undefined) throw new Error('no environment');
  const { assumeRole, webIdentity, cognitoIdentityPool } = identity;
  const arns = [
    ...new Set(
      [...(assumeRole?.trusted ?? []), ...roles.flatMap(({ trusted = [] }) => trusted)].map((name) =>
        principalArn(environment, name),
      ),
    ),
    'arn:aws:iam::999999999999:role/other',
  ];
  const byToken = (name: string, contexts: readonly RequestContext[]): Caller => ({
    action: 'AssumeRoleWithWebIdentity',
    principal: { kind: 'Federated', names: [name] },
    contexts,
  });
  const provider = providerName(webIdentity?.provider ?? 'provider.example.com');
  const service = cognitoPrincipal(environment);
  const oidc = `arn:${environment.partition}:iam::${environment.account}:oidc-provider/`;
  const [aud, amr] = [`${service}:aud`, `${service}:amr`];
  return [
    ...arns.map((arn): Caller => ({ action: 'AssumeRole', principal: { kind: 'AWS', names: [arn] }, contexts: [{}] })),
    ...[provider, 'other.example.com'].map((name) =>
      byToken(oidc + name, [
        ...(webIdentity?.audience ?? []).map((audience) => ({ [`${provider}:aud`]: audience })),
        { [`${provider}:aud`]: 'other' },
        {},
      ]),
    ),
    ...[service, 'graph.facebook.com'].map((name) =>
      byToken(name, [
        { [aud]: cognitoIdentityPool?.poolId ?? 'pool', [amr]: ['authenticated', 'x'] },
        { [aud]: cognitoIdentityPool?.poolId ?? 'pool', [amr]: ['unauthenticated'] },
        { [aud]: 'other', [amr]: ['authenticated'] },
        {},
      ]),
    ),
  ];
}
