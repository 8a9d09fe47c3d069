// The emitted policies of every schema of the suite, under generated requests, here and in an independent evaluator.
// The full form has 10,000 requests for each schema: REQUESTS=10000 npx vitest run test/properties/policy/agreement.test.ts
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { evaluate, evaluateAssumeRole, type PolicySet, type RequestContext } from '../../../iam/src/evaluate/index.js';
import { assumeRoleCalls } from '../../support/assume-role-calls.js';
import { compiledModels } from '../../support/compiled-models.js';
import { modelRequests, type Tags } from '../../support/model-requests.js';
import { oracleAllows, oracleAssumes } from '../../support/oracle.js';

const REQUESTS = Number(process.env.REQUESTS ?? 1000);

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The keys of a request that lie in another owner's scope: the value in their prefix is not the session's. */
function foreignKeys({ scopes }: Model, tags: Tags, context: RequestContext): readonly string[] {
  return [context['dynamodb:LeadingKeys'] ?? []].flat().filter((key) =>
    scopes.some(({ prefix, principalTag = '' }) => {
      const [before = '', ...rest] = prefix.split(/\{[^}]*\}/);
      if (rest.length === 0 || !key.startsWith(before)) return false;
      return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u.exec(key.slice(before.length))?.[0] !== tags[principalTag];
    }),
  );
}

describe.each(compiledModels())('$name', ({ model }) => {
  const [documents] = policyDocuments(model);
  if (documents === undefined) throw new Error('no documents');

  /** The ways in which the documents of a role take part in a decision. */
  const sets = (
    role: string,
    resource: string,
  ): readonly (PolicySet & { readonly identity: readonly PolicyDocument[] })[] => {
    const { identity = [], session } = documents.roles.find((each) => each.role === role) ?? {};
    const table = model.tables.find(({ name }) =>
      resource.includes(`:table/${model.environments[0]?.tables[name] ?? name}`),
    );
    const guardrail = table && documents.guardrails[table.name];
    return [
      { identity },
      ...(session ? [{ identity: [EVERYTHING], session }] : []),
      ...(guardrail
        ? [
            { identity: [EVERYTHING], resource: guardrail },
            { identity, resource: guardrail },
          ]
        : []),
    ];
  };

  it('is decided alike here and by an independent evaluator', () => {
    let allowed = 0;
    fc.assert(
      fc.property(modelRequests(model), fc.nat(), ({ role, tags, request }, n) => {
        const all = sets(role.name, request.resource);
        const set = all[n % all.length] ?? { identity: [] };
        const { decision } = evaluate(set, request);
        if (decision === 'allowed') {
          allowed++;
          // The second opinion is about policies, this one about their purpose.
          if (!role.unscoped && n % all.length === 0) expect(foreignKeys(model, tags, request.context)).toEqual([]);
        }
        expect({ decision, set }).toEqual({ decision: oracleAllows(set, request) ? 'allowed' : 'denied', set });
      }),
      { numRuns: REQUESTS, seed: 20261106 },
    );
    // Agreeing that nothing is allowed would be no news.
    expect(allowed).toBeGreaterThan(REQUESTS / 100);
  }, 600_000);

  const trusts = documents.roles.flatMap(({ role, trust }) =>
    Object.values(trust).map((document) => ({ role, document })),
  );
  if (trusts.length === 0) return;
  it('lets the same callers begin a session', () => {
    let allowed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...trusts), assumeRoleCalls(model), ({ role, document }, callOf) => {
        const call = callOf(role);
        const { decision } = evaluateAssumeRole(document, call);
        if (decision === 'allowed') allowed++;
        expect({ decision, document }).toEqual({
          decision: oracleAssumes(document, call) ? 'allowed' : 'denied',
          document,
        });
      }),
      { numRuns: REQUESTS / 2, seed: 20261107 },
    );
    expect(allowed).toBeGreaterThan(REQUESTS / 200);
  }, 600_000);
});
