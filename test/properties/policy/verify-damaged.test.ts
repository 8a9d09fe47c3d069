// Every emitted document, damaged in every way of a list: `verify` finds each, with a request that the independent evaluator
// confirms, or the damaged one decides every request as the undamaged one does. The full form takes all schemas of the suite:
// EVERY_SCHEMA=1 npx vitest run test/properties/policy/verify-damaged.test.ts, in parts with SHARD=1/4 and so on.
import { afterAll, describe, expect, it } from 'vitest';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { compiledModels } from '../../support/compiled-models.js';
import { type Damage, damages } from '../../support/damage.js';
import { confirms } from '../../support/damage-oracle.js';
import { damageSubjects, distinctSubjects, type Subject } from '../../support/damage-subjects.js';
import { compareDocuments } from '../../support/differently-decided.js';

/**
 * Points that AWS leaves open and the independent evaluator does not. Here they are unknown, which counts as found, and
 * there denied:
 * - An operator for one value over a list. IAM User Guide, "Set operators for multivalued context keys", asks for a set
 * operator
 *   and does not say what happens without one; the evaluator takes none to match (`singleValueMatch` in its condition.js).
 * - `ForAnyValue` with `IfExists` of a missing key: the first is false of it and the second true (the same page, and
 *   "...IfExists condition operators"); the evaluator takes the first (`forAnyValueMatch`).
 * - A variable without a value in a pattern that must not match, of a Deny: AWS says that it matches nothing, and does not say
 *   whether `StringNotLike` is then true.
 */
const UNSETTLED =
  /LeadingKeys as String\w+$|as ForAnyValue:\w+IfExists$|ForAnyValue:StringNotLike .* with another tag$/;

const EVERY = process.env.EVERY_SCHEMA === '1';
const [shard = 1, shards = 1] = (process.env.SHARD ?? '').split('/').filter(Boolean).map(Number);

/** In the short form the first of each kind of every document. */
function some(all: readonly Damage[]): readonly Damage[] {
  const seen = new Set<string>();
  return EVERY ? all : all.filter(({ kind }) => !seen.has(kind) && seen.add(kind));
}

const subjects = distinctSubjects(
  compiledModels()
    .filter(({ name }) => EVERY || name === 'the tour with a limited kiosk')
    .flatMap(({ name, model }) => damageSubjects(model).map((subject) => ({ schema: name, ...subject }))),
).filter((_, i) => i % shards === shard - 1);

/** Counts of damages that change nothing. */
const harmless = { proved: 0, requests: 0, sampled: [] as string[] };

/** Undefined where a damage is found and confirmed, or changes nothing. */
function missed(subject: Subject, { what, document: changed }: Damage): string | undefined {
  const { kind, model, document } = subject;
  const findings = subject.findings(changed);
  const shown = findings.filter(({ counterexample }) => counterexample !== undefined);
  if (shown.length === 0) {
    // The purpose of the schema's own statements is unknown, so there is no request to show that one is missing.
    if (findings.some(({ summary }) => summary.startsWith("A statement of the schema's own"))) return undefined;
    const compared = compareDocuments(kind, model, document, changed);
    if (compared.kind === 'different') return `${what}: nothing found, though ${JSON.stringify(compared.request)}`;
    if (compared.kind === 'sampled') harmless.sampled.push(`${subject.name}, ${what}`);
    else {
      harmless.proved += 1;
      harmless.requests += compared.requests;
    }
    return undefined;
  }
  const answers = shown.map((found) => ({
    found: found.counterexample,
    answer: confirms(kind, model, changed, found),
  }));
  const wrong = answers.find(({ found, answer }) => found?.actual !== 'unknown' && found?.actual !== answer);
  if (wrong !== undefined) return `${what}: the other evaluator denies ${JSON.stringify(wrong)}`;
  const confirmed = answers.some(({ found, answer }) => answer !== found?.expected);
  return confirmed || UNSETTLED.test(what)
    ? undefined
    : `${what}: the other evaluator confirms nothing of ${JSON.stringify(answers[0])}`;
}

describe.each(subjects)('$schema, every damage to the $name', (subject) => {
  const all = some(damages(subject.document));

  it('is found, with a request that an independent evaluator confirms, or changes nothing', () => {
    expect(all.length).toBeGreaterThan(5);
    expect(all.flatMap((damage) => missed(subject, damage) ?? [])).toEqual([]);
  }, 600_000);

  it('is found by the whole of verify as by its part for such documents', () => {
    expect(verify(subject.model, [subject.with(subject.document)]).findings).toEqual([]);
    const found = all.find(({ document }) => subject.findings(document).length > 0)?.document ?? subject.document;
    expect(verify(subject.model, [subject.with(found)]).findings.map(({ code }) => code)).toEqual(
      subject.findings(found).map(({ code }) => code),
    );
  });
});

afterAll(() => {
  const { proved, requests, sampled } = harmless;
  console.log(
    `${proved} damages change nothing, by ${requests} requests, one of each class that both documents can tell apart; ${sampled.length} by samples${sampled.map((each) => `\n- ${each}`).join('')}`,
  );
});
