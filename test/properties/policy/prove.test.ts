// Random documents against requests tried by brute force and an independent evaluator: what is proved lets no such request through,
// what is refuted is refuted by a request that the other evaluator allows too. Longer: RUNS=50000 npx vitest run this file.
import type { ProofDocuments, RequestContext } from '@tenantry/iam';
import { evaluate } from '@tenantry/iam';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileDenies, hostileStatements } from '../../support/hostile-documents.js';
import { oracleAllows } from '../../support/oracle.js';
import { askDocuments, documentOf, FOREIGN, KEYLESS, MEMBER, TABLE } from '../../support/prove.js';

const RUNS = Number(process.env.RUNS ?? 400);
const SEED = Number(process.env.SEED ?? 20261201);

const EVERYTHING = documentOf({ Effect: 'Allow', Action: '*', Resource: '*' });

const TAGS = [undefined, '', 'a', 'b', 'ab', 'a-b', 'A', 'a/b', 'app', 'TENANT'];
const KEYS = [
  'TENANT#a',
  'TENANT#b',
  'TENANT#A',
  'TENANT#a#x',
  'TENANT#b#x',
  'TENANT#b#a',
  'TENANT#a-b',
  'TENANT#ab',
  'TENANT#b#b',
  'TENANT##x',
  'TENANT##',
  'TENANT#',
  'TENANT#b#*',
  'TENANT#*',
  'TENANT#a#a',
  'TENANT#ba',
  'tenant#b',
];
const OWN = ['TENANT#a', 'TENANT#a#x', 'PUBLIC', 'PUBLIC#x', 'USER#a'];

/** By definition: the owner is what stands between the opening and the first character that no tag may hold. */
const ownerOf = (key: string): string | undefined =>
  /^TENANT#([\p{L}\p{Z}\p{N}_.:/=+\-@]*)(?:[^\p{L}\p{Z}\p{N}_.:/=+\-@].*)?$/su.exec(key)?.[1];

const isForeign = (key: string, tenant: string | undefined): boolean => {
  const owner = ownerOf(key);
  return owner !== undefined && (owner !== tenant || tenant === '') && (owner !== '' || (tenant ?? '') === '');
};

interface Case {
  readonly documents: ProofDocuments;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    identity: hostileStatements,
    denies: hostileDenies,
    limit: fc.option(hostileStatements, { freq: 4 }),
    broad: fc.nat(4),
  })
  .map(({ identity, denies, limit, broad }) => ({
    documents: {
      identity: broad === 0 ? [EVERYTHING] : [documentOf(...identity)],
      ...(denies.length > 0 && { resource: documentOf(...denies) }),
      ...(limit !== null && { limits: [documentOf(...limit)] }),
    },
  }));

const request = (context: RequestContext) => ({
  ...{ action: 'dynamodb:GetItem', resource: TABLE, principal: { kind: 'AWS' as const, names: [MEMBER] } },
  context: { 'aws:PrincipalArn': MEMBER, 'aws:PrincipalAccount': '111122223333', ...context },
});

const allows = ({ identity, resource, limits = [] }: ProofDocuments, context: RequestContext): boolean => {
  const of = request(context);
  return (
    evaluate({ identity, ...(resource && { resource }) }, of).decision === 'allowed' &&
    limits.every((limit) => evaluate(limit, of).decision === 'allowed')
  );
};

const oracle = ({ identity, resource, limits: [session] = [] }: ProofDocuments, context: RequestContext): boolean =>
  oracleAllows({ identity, ...(resource && { resource }), ...(session && { session }) }, request(context));

const OTHERS: readonly RequestContext[] = [
  {},
  {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': 'eu-west-1',
    'aws:MultiFactorAuthAge': '10',
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    'dynamodb:Attributes': ['pk'],
  },
  { 'aws:SecureTransport': 'false', 'aws:RequestedRegion': 'us-east-1' },
];

/** Requests that must not pass where foreign keys are proved out of reach. */
function* requests(): Generator<{
  readonly context: RequestContext;
  readonly keys: readonly string[] | undefined;
  readonly tenant: string | undefined;
}> {
  for (const tenant of TAGS) {
    for (const user of [undefined, '', 'b']) {
      for (const other of OTHERS) {
        const tags = {
          ...(tenant !== undefined && { 'aws:PrincipalTag/TenantId': tenant }),
          ...(user !== undefined && { 'aws:PrincipalTag/UserId': user }),
        };
        yield { context: { ...tags, ...other }, keys: undefined, tenant };
        for (const key of KEYS) {
          const lists = [[key], ...(key === 'TENANT#b' ? OWN.map((own) => [own, key]) : [])];
          for (const keys of lists)
            yield { context: { ...tags, ...other, 'aws:userid': 'b', 'dynamodb:LeadingKeys': keys }, keys, tenant };
        }
      }
    }
  }
}

const ALL = [...requests()];

describe('random documents', () => {
  it(`are decided rightly, ${RUNS} of them`, () => {
    const count = { proved: 0, refuted: 0, unproved: 0, requests: 0, oracle: 0 };
    const reasons = new Map<string, number>();
    fc.assert(
      fc.property(cases, fc.nat(), ({ documents }, salt) => {
        const foreign = askDocuments(documents, FOREIGN);
        const keyless = askDocuments(documents, KEYLESS);
        for (const answer of [...foreign, ...keyless]) {
          if (answer.kind === 'unproved') {
            reasons.set(answer.reason.kind, (reasons.get(answer.reason.kind) ?? 0) + 1);
            continue;
          }
          const { context, decision, texts, session } = answer.request;
          if (foreign.includes(answer))
            expect((texts ?? []).some((key) => isForeign(key, session.tenantid))).toBe(true);
          if (decision === 'allowed') expect([oracle(documents, context), documents]).toEqual([true, documents]);
        }
        for (const answers of [foreign, keyless]) {
          if (answers.length === 0) count.proved++;
          else if (answers.some(({ kind }) => kind === 'refuted')) count.refuted++;
          else count.unproved++;
        }
        if (foreign.length > 0 && keyless.length > 0) return;
        ALL.forEach(({ context, keys, tenant }, i) => {
          const bad =
            keys === undefined
              ? keyless.length === 0
              : foreign.length === 0 && keys.some((key) => isForeign(key, tenant));
          if (!bad) return;
          count.requests++;
          if (allows(documents, context)) expect({ context, documents }).toBe('denied');
          if ((i + salt) % 400 !== 0) return;
          count.oracle++;
          if (oracle(documents, context)) expect({ context, documents }).toBe('denied by the other evaluator');
        });
      }),
      { numRuns: RUNS, seed: SEED },
    );
    console.log(JSON.stringify({ ...count, reasons: Object.fromEntries(reasons) }));
    expect(Math.min(count.proved, count.refuted)).toBeGreaterThan(RUNS / 5);
    expect(count.unproved).toBeLessThanOrEqual((count.proved + count.refuted + count.unproved) * 0.03);
  }, 3_600_000);
});
