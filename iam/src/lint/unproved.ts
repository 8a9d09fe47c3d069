import { foldName } from '../fold.js';
import type { Reason } from '../prove/reason.js';
import { shownTag } from './caller.js';
import type { LintFinding } from './finding.js';
import type { Reached } from './key-reach.js';

type Proof = Pick<LintFinding, 'rule' | 'severity' | 'summary' | 'impact'>;

/** The rules that the proof has of its own, beside those that say why a statement reaches items. */
export const PROOF_RULES = {
  'untied-request': {
    title: 'A request that reaches items of others',
    impact: 'Reaches these items by the request that is shown.',
  },
  unproved: {
    title: 'Not shown that a statement keeps to the caller’s items',
    impact: 'Unknown: what is not proved counts as open.',
  },
} as const;

/** Says of an answer of the proof what no rule explains. */
export function proofFinding({ answer, action, resource }: Reached, tagNames: readonly string[]): Proof {
  if (answer.kind === 'unproved') {
    const summary = `Not shown that the statement keeps ${action} to the caller's items: ${REASONS[answer.reason.kind](answer.reason.detail)}`;
    return { rule: 'unproved', severity: 'error', summary, impact: PROOF_RULES.unproved.impact };
  }
  const { session, texts } = answer.request;
  const written = (tag: string): string => tagNames.find((name) => foldName(name) === tag) ?? tag;
  const tags = Object.entries(session).map(([tag, value]) => `${shownTag(written(tag))}=${JSON.stringify(value)}`);
  const who = tags.length === 0 ? 'Any session' : `A session with ${tags.join(', ')}`;
  const what =
    texts === undefined || texts.length === 0
      ? 'without leading keys'
      : `with the key ${texts.map((text) => JSON.stringify(text)).join(', ')}`;
  const summary = `${who} may call ${action} on ${resource} ${what}.`;
  return { rule: 'untied-request', severity: 'error', summary, impact: PROOF_RULES['untied-request'].impact };
}

const REASONS: { readonly [kind in Reason['kind']]: (detail: string) => string } = {
  unreadable: (detail) => `${detail} cannot be read.`,
  operator: (detail) => `${detail} is not evaluated. Use a condition that IAM documents for this key, or remove it.`,
  unqualified: (detail) => `${detail} compares a list without ForAllValues or ForAnyValue, which AWS leaves open.`,
  variable: (detail) => `\${${detail}} is not a tag of the session. Use \${aws:PrincipalTag/…}.`,
  'two-places': (detail) => `${detail} occurs at several places of one pattern. Write one pattern for each place.`,
  'other-tag': (detail) => `${detail} compares a tag with another value of the request.`,
  limit: () => 'there are too many combinations. Split the policy.',
};
