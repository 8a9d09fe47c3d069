import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from '../../words/elements.js';
import { nearestWord } from '../../words/nearest.js';
import type { Found, LintRule } from '../finding.js';

export const unreadElement: LintRule = {
  id: 'unread-element',
  title: 'A part of a statement that IAM does not have',
  severity: 'error',
  impact: 'Unknown: IAM refuses such a document, so an older version of it may be in force.',
  explainsReach: true,
  check({ unknown, statement, index }, { hasPrincipals, unknown: ofDocument }) {
    if (unknown === undefined && ofDocument !== undefined && index === 0) return [unreadOfDocument(ofDocument)];
    if (unknown === undefined) return [];
    const name = unknown.replace(/^the element /, '');
    const meant =
      name === unknown ? undefined : nearestWord(name, STATEMENT_ELEMENTS[hasPrincipals ? 'resource' : 'identity']);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return [{ element: name in statement ? [name] : [], summary: `Lint cannot read ${unknown}.${hint}` }];
  },
};

function unreadOfDocument(element: string): Found {
  const meant = nearestWord(element, POLICY_ELEMENTS);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return { element: [], summary: `Lint cannot read the element ${element} of the policy.${hint}` };
}
