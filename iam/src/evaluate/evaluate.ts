import type { PolicyDocument } from '../document.js';
import { type CompiledStatement, compileDocument } from './compile.js';
import { arnParts } from './operator.js';
import { both, either, type Outcome } from './outcome.js';
import { type AccessRequest, type Subject, subjectOf } from './request.js';
import { type SpeakingStatement, type StatementResult, testActions, testStatement } from './statement.js';

/** The policies that take part in a decision. Permissions boundaries and organisation policies do not. */
export interface PolicySet {
  /** Those of the caller's role; any of them may allow. */
  readonly identity?: readonly PolicyDocument[];
  /** Passed when the session began: it allows nothing by itself, and what it does not allow is not allowed. */
  readonly session?: PolicyDocument;
  /**
   * Of the table or the role. In the caller's own account its Allow stands beside the identity policies', across accounts
   * both must allow.
   */
  readonly resource?: PolicyDocument;
}

export type Decision = 'allowed' | 'denied' | 'unknown';

/** Where a statement stands. */
export interface StatementReference {
  readonly source: 'identity' | 'session' | 'resource';
  /** Position among the policies of that source, and in the document. */
  readonly policy: number;
  readonly statement: number;
  readonly sid?: string;
}

export interface Verdict {
  /** `unknown` where a policy holds what is not evaluated here or what AWS leaves open: treat it as denied. */
  readonly decision: Decision;
  /** The kind of policy that allows, denies, or lacks a statement that allows. */
  readonly source?: StatementReference['source'];
  /** The statement that decided; of a request that nothing allows, the one that came nearest. */
  readonly statement?: StatementReference;
  readonly explanation: string;
}

/**
 * Decides a request as IAM documents it (IAM User Guide, "Policy evaluation logic"): a Deny wins, else an Allow is needed.
 * Pure, without look-ups; documents are read once and may be evaluated many times.
 */
export function evaluate(
  policies: PolicyDocument | readonly PolicyDocument[] | PolicySet,
  request: AccessRequest,
): Verdict {
  const set = policySet(policies);
  const subject = subjectOf(request);
  const identity = tally('identity', set.identity ?? [], subject);
  const resource = tally('resource', set.resource === undefined ? [] : [set.resource], subject);
  const session = tally('session', set.session === undefined ? [] : [set.session], subject);
  const all = [identity, resource, session];

  const denying = all.find(({ deny }) => deny.outcome === 'yes')?.deny;
  if (denying?.found !== undefined) return verdict('denied', denying.found, 'is denied by');
  const granted = grant(set, identity.allow.outcome, resource.allow, request);
  const allowed = set.session === undefined ? granted : both(granted, session.allow.outcome);
  if (allowed === 'no') {
    const short = granted !== 'no' ? 'session' : set.identity === undefined ? 'resource' : 'identity';
    return { ...near(request, { identity, resource, session }[short]), source: short };
  }
  const open = all.find(({ deny }) => deny.outcome === 'unknown')?.deny.found;
  if (open !== undefined) return verdict('unknown', open, 'may be denied by', open.result.detail);
  const winner =
    identity.allow.outcome === allowed ? identity.allow.found : (resource.allow.found ?? identity.allow.found);
  if (allowed === 'yes' && winner !== undefined) return verdict('allowed', winner, 'is allowed by');
  const unsure = all
    .map(({ allow }) => allow)
    .find(({ outcome, found }) => outcome === 'unknown' && found !== undefined)?.found;
  return verdict('unknown', unsure ?? winner, 'may be allowed by', (unsure ?? winner)?.result.detail);
}

function policySet(policies: PolicyDocument | readonly PolicyDocument[] | PolicySet): PolicySet {
  if (isList(policies)) return { identity: policies };
  return 'Statement' in policies ? { identity: [policies] } : policies;
}

const isList = (policies: object): policies is readonly PolicyDocument[] => Array.isArray(policies);

interface Found {
  readonly reference: StatementReference;
  readonly result: StatementResult;
}

/** The strongest answer of the statements of one effect, and the statement that gave it. */
interface Side {
  outcome: Outcome;
  found: Found | undefined;
}

interface Tally {
  readonly allow: Side;
  readonly deny: Side;
  /** The Allow statement that got furthest. */
  readonly nearest: Found | undefined;
}

const PARTS: readonly StatementResult['part'][] = ['principal', 'resource', 'condition', 'statement'];

const isFurther = (one: StatementResult, other: StatementResult): boolean =>
  PARTS.indexOf(one.part) > PARTS.indexOf(other.part);

function tally(source: StatementReference['source'], documents: readonly PolicyDocument[], subject: Subject): Tally {
  const allow: Side = { outcome: 'no', found: undefined };
  const deny: Side = { outcome: 'no', found: undefined };
  let nearest: Found | undefined;
  documents.forEach((document, policy) => {
    for (const speaking of statementsFor(document, subject.action)) {
      const result = testStatement(speaking, subject, source === 'resource');
      const { index, sid, effect } = speaking.statement;
      const found = { reference: { source, policy, statement: index, ...(sid !== undefined && { sid }) }, result };
      const side = effect === 'Allow' ? allow : deny;
      const stronger = either(side.outcome, result.outcome);
      const direct =
        side.outcome === 'yes' && side.found?.result.delegates && result.outcome === 'yes' && !result.delegates;
      if (stronger !== side.outcome || direct) side.found = found;
      side.outcome = stronger;
      if (side === allow && (nearest === undefined || isFurther(result, nearest.result))) nearest = found;
    }
  });
  return { allow, deny, nearest };
}

/** Returns whether identity and resource policies together allow. */
function grant(set: PolicySet, identity: Outcome, resource: Side, request: AccessRequest): Outcome {
  if (set.resource === undefined) return identity;
  if (set.identity === undefined) return resource.outcome;
  const own = arnParts(request.resource)?.[4];
  const sameAccount = own !== '' && request.principal?.names.some((name) => arnParts(name)?.[4] === own);
  return sameAccount && !resource.found?.result.delegates
    ? either(identity, resource.outcome)
    : sameAccount
      ? identity
      : both(identity, resource.outcome);
}

const nameOf = ({ source, policy, statement, sid }: StatementReference): string =>
  `${sid === undefined ? `statement ${statement + 1}` : `statement ${sid}`} of the ${source} policy${policy > 0 ? ` ${policy + 1}` : ''}`;

function verdict(decision: Decision, found: Found | undefined, verb: string, detail?: string): Verdict {
  if (found === undefined) return { decision, explanation: 'The request is not decided by any statement.' };
  const { reference } = found;
  const because = detail === undefined ? '' : `, which cannot be decided: ${detail}`;
  return {
    decision,
    source: reference.source,
    statement: reference,
    explanation: `The request ${verb} ${nameOf(reference)}${because}.`,
  };
}

function near(request: AccessRequest, { nearest }: Tally): Verdict {
  const what = `No statement allows ${request.action} on ${request.resource}`;
  if (nearest === undefined) return { decision: 'denied', explanation: `${what}: none names the action.` };
  const { reference, result } = nearest;
  const fails = result.part === 'condition' ? `the condition ${result.detail ?? ''}` : `its ${result.part}`;
  return {
    decision: 'denied',
    statement: reference,
    explanation: `${what}: ${nameOf(reference)} comes nearest and fails at ${fails}.`,
  };
}

/** Callers ask for few actions, many times; an adversary could name ever new ones. */
const MOST_ACTIONS = 200;

const known = new WeakMap<readonly CompiledStatement[], Map<string, readonly SpeakingStatement[]>>();

/** The statements of a document that may speak of an action, given in lower case. Nearly all speak of others. */
function statementsFor(document: PolicyDocument, action: string): readonly SpeakingStatement[] {
  const statements = compileDocument(document);
  const byAction = known.get(statements);
  const found = byAction?.get(action);
  if (found !== undefined) return found;
  const own = statements.flatMap((statement): readonly SpeakingStatement[] => {
    const speaks = testActions(statement, action);
    return speaks === 'no' ? [] : [{ statement, speaks }];
  });
  if (byAction !== undefined && byAction.size < MOST_ACTIONS) byAction.set(action, own);
  else known.set(statements, new Map([[action, own]]));
  return own;
}
