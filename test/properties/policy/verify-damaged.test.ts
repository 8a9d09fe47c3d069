import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import type { Counterexample } from '../../../generator/src/policy/verify/finding.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { type Damage, damages } from '../../support/damage.js';
import { flightClubModel } from '../../support/flight-club-model.js';
import { oracleAllows } from '../../support/oracle.js';

const { environments, roles } = flightClubModel;

/** Guarded statements ask for the tag itself, so a default in its variable never comes in: nothing changes. */
const EQUIVALENT = /with a default$/;

/** Statements on buckets: the proof is about tables, and does not look into these yet. */
const ON_BUCKETS = /^Documents/;

/** What the independent evaluator reads in another way than AWS documents, or that AWS leaves open and it does not. */
const UNSETTLED: readonly RegExp[] = [
  // It resolves variables whatever the version of the document.
  /^the old version$/,
  // It ignores the set operator.
  /Null as ForAllValues:Null$/,
  // It reads an empty tag like a missing one.
  /no tag guard$|tag guard of anything$/,
];

describe.each(roles.map(({ name }) => name))('every damage to the policy of %s', (name) => {
  const role = roles.find((each) => each.name === name);
  if (role === undefined) throw new Error(name);
  const model: Model = { ...flightClubModel, environments: environments.slice(0, 1), roles: [role] };
  const [documents] = policyDocuments(model);
  const [{ identity: [policy] = [], trust = {} } = { identity: [] }] = documents?.roles ?? [];
  if (documents === undefined || policy === undefined) throw new Error('no documents');

  const check = ({ what, document }: Damage): string | undefined => {
    const changed = { ...documents, roles: [{ role: name, identity: [document], trust }] };
    const { findings } = verify(model, [changed]);
    const shown = findings.flatMap(({ counterexample }) => counterexample ?? []);
    if (shown.length === 0) return `${what}: no counterexample, findings ${findings.map(({ code }) => code)}`;
    if (UNSETTLED.some((each) => each.test(what))) return undefined;
    const answers = shown.map((each) => ({ each, answer: oracle(each, document) }));
    const wrong = answers.find(({ each, answer }) => each.actual !== 'unknown' && each.actual !== answer);
    if (wrong !== undefined) return `${what}: the oracle says ${wrong.answer} of ${JSON.stringify(wrong.each)}`;
    return answers.some(({ each, answer }) => answer !== each.expected)
      ? undefined
      : `${what}: the oracle confirms nothing`;
  };

  const all = damages(policy).filter(({ what }) => !EQUIVALENT.test(what) && !ON_BUCKETS.test(what));

  it(`is found, with a request that an independent evaluator confirms`, () => {
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap((damage) => check(damage) ?? [])).toEqual([]);
  }, 60_000);

  it('and the undamaged policy has no finding', () => {
    expect(verify(model).findings).toEqual([]);
  });
});

function oracle(found: Counterexample, document: Damage['document']): 'allowed' | 'denied' {
  const { session, action, resource, leadingKeys, context } = found;
  const tags = Object.fromEntries(Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  const keys = leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys };
  return oracleAllows({ identity: [document] }, { action, resource, context: { ...tags, ...context, ...keys } })
    ? 'allowed'
    : 'denied';
}
