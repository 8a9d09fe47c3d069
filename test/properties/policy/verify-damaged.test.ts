// Every emitted document, damaged in every way of a list: `verify` finds each, with a request that the independent evaluator
// confirms, or the damaged one is shown to decide as the undamaged one does. The full form takes all schemas of the suite:
// EVERY_SCHEMA=1 npx vitest run test/properties/policy/verify-damaged.test.ts
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import type { PolicyDocument } from '../../../generator/src/policy/document.js';
import { type EnvironmentDocuments, policyDocuments } from '../../../generator/src/policy/documents.js';
import { backstopFindings } from '../../../generator/src/policy/verify/backstop.js';
import type { Finding } from '../../../generator/src/policy/verify/finding.js';
import { noCaches, roleCase } from '../../../generator/src/policy/verify/role-case.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { compiledModels } from '../../support/compiled-models.js';
import { type Damage, damages } from '../../support/damage.js';
import { confirms, type Kind } from '../../support/damage-oracle.js';
import { differentlyDecided } from '../../support/differently-decided.js';

/**
 * What AWS leaves open and the independent evaluator does not: it resolves variables whatever the version of the document,
 * ignores the set operator of Null, takes an operator for one value over several, and reads an empty tag like a missing one. Here these are unknown, which counts as found.
 */
const UNSETTLED =
  /^the old version$|as ForAllValues:Null$|LeadingKeys as String\w+$|StringLike aws:(?:PrincipalTag|RequestTag)/;

/** A public key in a backstop opens nothing: backstops know the borders of scopes, and it lies within the public one. */
const HARMLESS = /ForAnyValue:StringNotLike dynamodb:LeadingKeys: a public key too$/;

const EVERY = process.env.EVERY_SCHEMA === '1';

/** In the short form one of each kind, so that all kinds are in every run. */
function some(all: readonly Damage[]): readonly Damage[] {
  const seen = new Map<string, number>();
  return all.filter(({ kind }) => {
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return EVERY || seen.get(kind) === 1;
  });
}

interface Subject {
  readonly name: string;
  readonly kind: Kind;
  readonly model: Model;
  readonly document: PolicyDocument;
  /** The documents with this one in its place. */
  with(document: PolicyDocument): EnvironmentDocuments;
}

function subjectsOf(whole: Model): readonly Subject[] {
  const environments = whole.environments.slice(0, 1);
  const [documents] = policyDocuments({ ...whole, environments });
  if (documents === undefined) return [];
  const { minter, backstops } = documents;
  return [
    ...documents.roles.flatMap((role): readonly Subject[] => {
      // One role at a time; the minter and the backstop are checked with all of them.
      const roles = whole.roles.filter(({ name }) => name === role.role);
      const model: Model = { ...whole, environments, roles };
      const alone: EnvironmentDocuments = { ...documents, roles: [role], backstops: {} };
      const own = policyDocuments(model)[0]?.minter;
      const base = { ...alone, ...(own && { minter: own }) };
      const of = (kind: Kind, document: PolicyDocument, put: (changed: PolicyDocument) => typeof role): Subject => ({
        ...{ name: `${kind} of ${role.role}`, kind, model, document },
        with: (changed) => ({ ...base, roles: [put(changed)] }),
      });
      return [
        ...role.identity.map((document, i) =>
          of('identity', document, (changed) => ({ ...role, identity: role.identity.toSpliced(i, 1, changed) })),
        ),
        ...(role.session ? [of('session', role.session, (session) => ({ ...role, session }))] : []),
        ...Object.entries(role.trust).map(([way, document]) =>
          of('trust', document, (changed) => ({ ...role, trust: { ...role.trust, [way]: changed } })),
        ),
      ];
    }),
    ...Object.entries(backstops).map(
      ([table, document]): Subject => ({
        ...{ name: `backstop of ${table}`, kind: 'backstop', model: { ...whole, environments }, document },
        with: (changed) => ({ ...documents, backstops: { ...backstops, [table]: changed } }),
      }),
    ),
    ...(minter
      ? [
          {
            ...{ name: 'minter', kind: 'minter' as const, model: { ...whole, environments }, document: minter },
            with: (changed: PolicyDocument) => ({ ...documents, minter: changed }),
          },
        ]
      : []),
  ];
}

/** Of documents that are made alike the short form takes one. */
const SHORT = /^(?:identity of (?!member)|trust of (?:chief|operator)|session of kiosk|backstop|minter)/;

const subjects = compiledModels()
  .filter(({ name }) => EVERY || name === 'the tour with a limited kiosk')
  .flatMap(({ name, model }) => subjectsOf(model).map((subject) => ({ schema: name, ...subject })))
  .filter(({ name }) => EVERY || SHORT.test(name));

/** By `verify`; of a backstop by the part of it that looks at backstops, because the rest does not change. */
function findingsOf({ kind, model, with: put }: Subject, changed: PolicyDocument): readonly Finding[] {
  if (kind !== 'backstop') return verify(model, [put(changed)]).findings;
  const [environment] = model.environments;
  if (environment === undefined) return [];
  const caches = noCaches();
  const roles = model.roles.map((role) => roleCase(model, environment, role, [], caches));
  const [table = ''] = Object.entries(put(changed).backstops).find(([, document]) => document === changed) ?? [];
  return model.tables.filter(({ name }) => name === table).flatMap((each) => backstopFindings(roles, each, changed));
}

describe.each(subjects)('$schema, every damage to the $name', (subject) => {
  const { kind, model, document } = subject;

  it('is found, with a request that an independent evaluator confirms, or changes nothing', () => {
    const all = some(damages(document)).filter(({ what }) => kind !== 'backstop' || !HARMLESS.test(what));
    expect(all.length).toBeGreaterThan(5);
    const missed = all.flatMap(({ what, document: changed }): readonly string[] => {
      const findings = findingsOf(subject, changed);
      const shown = findings.filter(({ counterexample }) => counterexample !== undefined);
      // What the schema's own statements are for is not known, so there is no request to show that one lacks.
      if (shown.length === 0 && findings.some(({ summary }) => summary.startsWith("A statement of the schema's own")))
        return [];
      if (shown.length === 0) {
        const difference = differentlyDecided(kind, model, document, changed);
        return difference === undefined ? [] : [`${what}: nothing found, though ${JSON.stringify(difference)}`];
      }
      const answers = shown.map((found) => ({
        found: found.counterexample,
        answer: confirms(kind, model, changed, found),
      }));
      const wrong = answers.find(({ found, answer }) => found?.actual !== 'unknown' && found?.actual !== answer);
      if (wrong !== undefined && !UNSETTLED.test(what))
        return [`${what}: the other evaluator denies ${JSON.stringify(wrong)}`];
      const confirmed = answers.some(({ found, answer }) => answer !== found?.expected);
      return confirmed || UNSETTLED.test(what)
        ? []
        : [`${what}: the other evaluator confirms nothing of ${JSON.stringify(answers[0])}`];
    });
    expect(missed).toEqual([]);
  }, 600_000);

  it('is none without damage', () => {
    expect(verify(model, [subject.with(document)]).findings).toEqual([]);
  });
});
