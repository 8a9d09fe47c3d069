import type { PolicyDocument } from '../document.js';
import { type Decision, evaluate } from '../evaluate/evaluate.js';
import { type RequestContext, subjectOf } from '../evaluate/request.js';
import { CLOSING } from './chain.js';
import { isEvaluated, type Restriction } from './conditions.js';
import type { Found } from './joint.js';
import { sampleContext } from './other-keys.js';
import type { ProofRequest, Question } from './question.js';
import { type Leaf, type Reach, reach, sampleValue, valueRules } from './reach.js';
import { type TagStates, textOf } from './session.js';

/** The request of a leaf, if the evaluator allows it. Where a Deny has a variable without a value, open is enough. */
export function confirm(question: Question, of: Reach, leaf: Leaf, hasOpenVariable: boolean): ProofRequest | undefined {
  const direct = requestOf(question, of, leaf, hasOpenVariable);
  if (direct !== undefined) return direct;
  // With given values every search is exact.
  for (const states of chosenStates(leaf)) {
    const exact = reach(of, states, leaf.restrictions);
    const request = exact && requestOf(question, of, exact, hasOpenVariable);
    if (request !== undefined) return request;
  }
  return undefined;
}

function requestOf(question: Question, of: Reach, leaf: Leaf, hasOpenVariable: boolean): ProofRequest | undefined {
  const values = valuesOf(of, leaf);
  if (values === undefined) return undefined;
  const { texts: goal } = of.goal;
  // Worked out text by text, the owner may have become the session.
  const own = typeof goal === 'object' && goal.session !== undefined ? values.get(goal.session) : undefined;
  const owner = leaf.texts[0]?.owner;
  if (owner !== undefined && own === owner) return undefined;
  const { key, many } = question.texts ?? { key: '', many: true };
  const { action, fixed } = question;
  const carried: RequestContext = { ...fixed, ...Object.fromEntries(values) };
  const subject = subjectOf({ action, resource: question.resource, context: carried });
  const texts = leaf.texts.map(({ text }) => text);
  const named: RequestContext =
    texts.length === 0 || key === 'resource' ? {} : { [key]: many ? texts : (texts[0] ?? '') };
  const resource = key === 'resource' ? (texts[0] ?? question.resource) : question.resource;
  const context = { ...sampleContext(leaf.restrictions, subject), ...carried, ...named };
  const decision = decide(question, resource, context);
  // A missing value makes the answer open where AWS does not say what it does, as does an empty tag; then nothing else may.
  const open =
    (hasOpenVariable || [...leaf.states.values()].some((state) => state === 'absent' || state === 'empty')) &&
    leaf.restrictions.every((each) => each.kind !== 'open' && (each.kind !== 'other' || isEvaluated(each.condition)));
  if (decision === 'denied' || (decision === 'unknown' && !open)) return undefined;
  return {
    ...{ action, resource, context, decision, owner },
    session: tagsOf(values),
    texts: texts.length === 0 || key === 'resource' ? undefined : texts,
  };
}

const TAG = 'aws:principaltag/';

const tagsOf = (values: ReadonlyMap<string, string>): { readonly [tag: string]: string } =>
  Object.fromEntries(
    [...values].flatMap(([key, value]) => (key.startsWith(TAG) ? [[key.slice(TAG.length), value]] : [])),
  );

function decide(question: Question, resource: string, context: RequestContext): Decision {
  const { identity, resource: policy, limits = [] } = question.documents;
  const request = { action: question.action, resource, principal: question.principal, context };
  const decisions = [
    evaluate(policy === undefined ? identity : { identity, resource: policy }, request).decision,
    ...limits.map((limit: PolicyDocument) => evaluate(limit, request).decision),
  ];
  return decisions.includes('denied') ? 'denied' : decisions.includes('unknown') ? 'unknown' : 'allowed';
}

/** The value of each tag that is there, and of each other key that was read; undefined where two texts disagree. */
function valuesOf(of: Reach, { states, restrictions, texts }: Leaf): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const [key, state] of states) {
    const text = textOf(state);
    if (text !== undefined) values.set(key, text);
  }
  for (const { values: read } of texts) {
    for (const [key, value] of read) {
      if ((values.get(key) ?? value) !== value) return undefined;
      values.set(key, value);
    }
  }
  const rules = valueRules(of, states, restrictions);
  const owner = ownerOf(texts);
  for (const [key, state] of states) {
    if (state !== 'value' || values.has(key)) continue;
    const value =
      sampleValue(of, states, key, rules?.get(key), owner) ?? sampleValue(of, states, key, rules?.get(key), []);
    if (value === undefined) return undefined;
    values.set(key, value);
  }
  return values;
}

const ownerOf = ([first]: readonly Found[]): readonly string[] => (first?.owner === undefined ? [] : [first.owner]);

const MOST_CHOSEN = 24;

/** Values that tell most patterns apart: fresh ones, those that the patterns name, and such as begin with a fresh one. */
function* chosenStates({ states, restrictions }: Leaf): Generator<TagStates> {
  const open = [...states].flatMap(([key, state]) => (state === 'value' ? [key] : []));
  if (open.length === 0) return;
  const named = [...new Set(restrictions.flatMap(textsIn))].slice(0, 8);
  const values = ['acme', 'rival', 'a', ...named, ...named.map((text) => `acme${text}`)];
  let count = 0;
  for (const first of values) {
    for (const other of [first, 'acme', 'rival']) {
      if (++count > MOST_CHOSEN) return;
      yield new Map([...states, ...open.map((key, i) => [key, { literal: i === 0 ? first : other }] as const)]);
    }
  }
}

const textsIn = (restriction: Restriction): readonly string[] =>
  'patterns' in restriction
    ? restriction.patterns.list
        .flatMap((tokens) =>
          (tokens ?? []).flatMap((token) => (token.kind === 'text' ? token.text.split(/[^\p{L}\p{N}_.:/=+\-@]/u) : [])),
        )
        .filter((text) => text !== '' && ![...text].some((character) => CLOSING.has(character)))
    : [];
