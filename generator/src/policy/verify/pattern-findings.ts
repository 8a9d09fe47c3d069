import { type Token, tagOfVariable, WRITING_ACTIONS } from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Chain } from '../proof/chain.js';
import { commonText } from '../proof/common.js';
import { type ForeignProof, foreignKey, ownedKeys } from '../proof/foreign.js';
import { patternChain } from '../proof/pattern-chain.js';
import { unscopedChains } from './entity-chains.js';
import type { Finding, FindingCode } from './finding.js';
import type { CaseStatement, OwnedScope, RoleCase } from './role-case.js';
import type { StatementPattern } from './statement-keys.js';
import type { Touch } from './targets.js';
import { findingOf, firstFinding, sessionOf, type Trial, variants } from './trial.js';

/** Neither proved nor refuted, which counts as unsafe. */
export const unproved = ({ environment, role }: RoleCase, { name }: CaseStatement): Finding => ({
  code: 'policy.unproved',
  environment: environment.name,
  role: role.name,
  statement: name,
  summary: `Statement ${name} is not tied to keys by a condition that can be proved, and no request was found that breaks it. Tie it to dynamodb:LeadingKeys, or give it to an unscoped role.`,
});

/** What one pattern lets through, for all values of all tags: another owner's keys, public keys to write, keys of no scope. */
export function patternFindings(
  subject: RoleCase,
  statement: CaseStatement,
  pattern: StatementPattern,
  touched: readonly Touch[],
): readonly Finding[] {
  if (touched.length === 0) return [];
  const on = { subject, statement, pattern };
  return [
    ...subject.scopes.flatMap((scope) => foreignFindings(on, scope, touched)),
    ...publicWrites(on, touched),
    ...outsideScope(on, touched),
  ];
}

interface On {
  readonly subject: RoleCase;
  readonly statement: CaseStatement;
  readonly pattern: StatementPattern;
}

function foreignFindings(
  { subject, statement, pattern }: On,
  scope: OwnedScope,
  touched: readonly Touch[],
): readonly Finding[] {
  const cache = subject.caches.proofs;
  // A guarded tag always has a value, so a default never comes in.
  const guarded = pattern.tags.every((tag) => statement.keys.guarded.has(tag));
  const tokens = guarded ? pattern.tokens.map(withoutFallback) : pattern.tokens;
  const id = `${pattern.text}\n${guarded}\n${scope.principalTag}\n${scope.prefix}`;
  const proof = cache.get(id) ?? foreignKey(tokens, scope.principalTag, keyTemplate(scope.prefix));
  cache.set(id, proof);
  if (proof.kind === 'open') return [unproved(subject, statement)];
  return proof.kind === 'foreign' ? [foreignFinding({ subject, statement, pattern }, scope, proof, touched)] : [];
}

const withoutFallback = (token: Token): Token =>
  token.kind === 'variable' ? { ...token, fallback: undefined } : token;

/** The finding of a pattern that reaches an owner's key, with a request that shows it wherever one can be had. */
function foreignFinding(
  on: On,
  { principalTag }: OwnedScope,
  proof: ForeignProof & { readonly kind: 'foreign' },
  touched: readonly Touch[],
): Finding {
  const own = proof.session === '' ? `not-${proof.owner}` : proof.session;
  const other = { [principalTag]: proof.owner };
  // A pattern that reads another tag instead may need the owner's value in that one.
  const unknown = on.pattern.tags.filter((tag) => !on.subject.tags.some((known) => known.toLowerCase() === tag));
  const others = Object.fromEntries(on.subject.tags.map((tag) => [tag, proof.owner]));
  const foreign = Object.fromEntries(unknown.map((tag) => [tag, proof.owner]));
  const context = Object.fromEntries(
    on.pattern.tokens.flatMap((token) =>
      token.kind === 'variable' && tagOfVariable(token.key) === undefined ? [[token.key, proof.owner] as const] : [],
    ),
  );
  const whole = [{ [principalTag]: own }, { ...others, [principalTag]: own }].map((values) =>
    sessionOf(on.subject, values),
  );
  // A default in the variable comes in where the tag is missing.
  const sessions = [...whole, ...whole.map(({ [principalTag]: _, ...rest }) => rest)];
  return shown(
    on,
    'policy.foreign-key',
    `lets a session of ${principalTag} ${JSON.stringify(own)} reach the key ${JSON.stringify(proof.key)} of ${JSON.stringify(proof.owner)}`,
    touched,
    sessions.map((session) => ({ session: { ...session, ...foreign }, other, leadingKeys: [proof.key], context })),
  );
}

/** A finding with the first request that proves it; without one, the pattern stays unproved. */
function shown(
  { subject, statement, pattern }: On,
  code: FindingCode,
  what: string,
  touched: readonly Touch[],
  trials: readonly Pick<Trial, 'session' | 'other' | 'leadingKeys' | 'context'>[],
): Finding {
  const summary = `Statement ${statement.name}: the pattern ${pattern.text} ${what}.`;
  const found = firstFinding(touched, ({ action, target }) =>
    trials.flatMap((trial) =>
      variants(subject, { ...trial, action, resource: target.arn }).flatMap((each) =>
        findingOf(subject, code, summary, each, 'denied', statement.name),
      ),
    ),
  );
  return found ?? unproved(subject, statement);
}

function publicWrites(on: On, touched: readonly Touch[]): readonly Finding[] {
  const writes = touched.filter(({ action }) => WRITING_ACTIONS.has(action));
  if (writes.length === 0) return [];
  const publicKeys = on.subject.model.scopes
    .filter(({ parameter }) => parameter === undefined)
    .flatMap(({ prefix }) => ownedKeys(keyTemplate(prefix)));
  return reached(on, publicKeys).map(({ key, session }) =>
    shown(on, 'policy.public-write', `lets the role write the public key ${JSON.stringify(key)}`, writes, [
      { session, leadingKeys: [key] },
    ]),
  );
}

function outsideScope(on: On, touched: readonly Touch[]): readonly Finding[] {
  const { model, caches } = on.subject;
  return touched.flatMap((touch) => {
    const { table, index } = touch.target;
    const id = JSON.stringify([touch.target.kind, table, index]);
    const outside = caches.unscoped.get(id) ?? unscopedChains(model, touch.target);
    caches.unscoped.set(id, outside);
    return outside.flatMap(({ entity, chain }) =>
      reached(on, [chain]).map(({ key, session }) => {
        const what = `reaches ${JSON.stringify(key)} of ${entity}, which lies outside every scope`;
        return shown(on, 'policy.outside-scope', what, [touch], [{ session, leadingKeys: [key] }]);
      }),
    );
  });
}

/** The first of some keys that the pattern matches for any session, and that session. */
function reached(
  { subject, pattern }: On,
  keys: readonly Chain[],
): readonly { readonly key: string; readonly session: { readonly [tag: string]: string } }[] {
  const chain = patternChain(pattern.tokens, () => 'session');
  const tag = subject.tags.find((each) => each.toLowerCase() === pattern.tags[0]);
  for (const each of keys) {
    const common = commonText(chain, each);
    if (common !== undefined) {
      return [{ key: common.text, session: sessionOf(subject, tag === undefined ? {} : { [tag]: common.session }) }];
    }
  }
  return [];
}
