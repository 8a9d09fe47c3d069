// Random documents against requests tried by brute force and an independent evaluator: what is proved lets no such request through,
// what is refuted is refuted by a request that the other evaluator allows too. Longer, in parts: RUNS=50000 SHARD=1/2 npx vitest run this file.
import type { Answer, ProofDocuments } from '@tenantry/iam';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adversarialDenies, adversarialStatements } from '../../support/adversarial-documents.js';
import { askDocuments, documentOf, FOREIGN, KEYLESS } from '../../support/prove.js';
import {
  decideSmall,
  isForeign,
  oracleAllowsSmall,
  type SmallRequest,
  smallRequests,
} from '../../support/small-requests.js';

const [part = 1, parts = 1] = (process.env.SHARD ?? '1/1').split('/').map(Number);
const RUNS = Math.ceil(Number(process.env.RUNS ?? 400) / parts);
const SEED = Number(process.env.SEED ?? 20261201) + part - 1;

/** The other evaluator is asked of one proved document of so many. */
const ASKED_OF = RUNS > 5000 ? 4 : 1;

const EVERYTHING = documentOf({ Effect: 'Allow', Action: '*', Resource: '*' });

const documents: fc.Arbitrary<ProofDocuments> = fc
  .record({
    identity: adversarialStatements,
    denies: adversarialDenies,
    limit: fc.option(adversarialStatements, { freq: 4 }),
    broad: fc.nat(4),
  })
  .map(({ identity, denies, limit, broad }) => ({
    identity: broad === 0 ? [EVERYTHING] : [documentOf(...identity)],
    ...(denies.length > 0 && { resource: documentOf(...denies) }),
    ...(limit !== null && { limits: [documentOf(...limit)] }),
  }));

const count = { documents: 0, proved: 0, provedAgainstNear: 0, refuted: 0, unproved: 0, requests: 0, oracle: 0 };
const reasons: { [kind: string]: number } = {};

const GOALS = [
  {
    goal: FOREIGN,
    isBad: ({ keys, tenant }: SmallRequest): boolean => keys?.some((key) => isForeign(key, tenant)) === true,
  },
  { goal: KEYLESS, isBad: ({ keys }: SmallRequest): boolean => keys === undefined },
];

function checkRefuted(of: ProofDocuments, answers: readonly Answer[], goal: typeof FOREIGN): void {
  for (const answer of answers) {
    if (answer.kind === 'unproved') continue;
    const { context, decision, texts, session } = answer.request;
    if (goal === FOREIGN && !(texts ?? []).some((key) => isForeign(key, session.tenantid)))
      expect({ of, context }).toBe('a request of the goal');
    if (decision === 'allowed' && !oracleAllowsSmall(of, context))
      expect({ of, context }).toBe('allowed by the other evaluator');
  }
}

/** The other evaluator is slow: it is asked of a request that only a Deny or a limit stops, else of any. */
function checkProved(of: ProofDocuments, requests: readonly SmallRequest[], salt: number): void {
  count.requests += requests.length;
  const decisions = requests.map((request) => decideSmall(of, request));
  const allowed = requests[decisions.indexOf('allowed')];
  if (allowed !== undefined) expect({ of, context: allowed.context }).toBe('denied');
  const near = requests.filter((_, i) => decisions[i] === 'near');
  if (near.length > 0) count.provedAgainstNear++;
  const asked = near.length > 0 ? near : salt % 4 === 0 ? requests : [];
  const one = asked[salt % asked.length];
  if (one === undefined || salt % ASKED_OF !== 0) return;
  count.oracle++;
  if (oracleAllowsSmall(of, one.context)) expect({ of, context: one.context }).toBe('denied by the other evaluator');
}

const report = (): void => console.log(JSON.stringify({ ...count, reasons, falselyProved: 0 }));

describe('random documents', () => {
  it(`are decided rightly, ${RUNS} of them`, () => {
    fc.assert(
      fc.property(documents, fc.nat(), (of, salt) => {
        const requests = smallRequests(of);
        for (const { goal, isBad } of GOALS) {
          const answers = askDocuments(of, goal);
          checkRefuted(of, answers, goal);
          if (answers.length === 0) checkProved(of, requests.filter(isBad), salt);
          const outcome =
            answers.length === 0 ? 'proved' : (answers.find(({ kind }) => kind === 'refuted') ?? answers[0]);
          if (outcome === 'proved' || outcome === undefined) count.proved++;
          else count[outcome.kind]++;
          if (typeof outcome === 'object' && outcome.kind === 'unproved')
            reasons[outcome.reason.kind] = (reasons[outcome.reason.kind] ?? 0) + 1;
        }
        if (++count.documents % 1000 === 0) report();
      }),
      { numRuns: RUNS, seed: SEED },
    );
    report();
    expect(Math.min(count.proved, count.refuted)).toBeGreaterThan(RUNS / 5);
    expect(count.unproved).toBeLessThanOrEqual((count.proved + count.refuted + count.unproved) * 0.03);
  }, 3_600_000);
});
