import {
  BUCKET_ACTIONS,
  type CompiledStatement,
  compileDocument,
  listOf,
  OBJECT_ACTIONS,
  readText,
  type Statement,
  type Token,
  testActions,
  touches,
} from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Bucket } from '../../model/model.js';
import { bucketArn } from '../arn.js';
import { anySteps, beginApart, type Chain, leadingText, textSteps } from '../proof/chain.js';
import { commonText } from '../proof/common.js';
import { textOutside } from '../proof/outside.js';
import { patternChain } from '../proof/pattern-chain.js';
import type { Finding } from './finding.js';
import { ownValue } from './own-keys.js';
import { type RoleCase, statementsOf } from './role-case.js';
import { findingOf, sessionOf } from './trial.js';

/**
 * Whether every pattern of a tenant role's statements on a bucket stays below the session's own prefix: by inclusion of
 * languages, for a value that is like no other text. Tags with `/` are refused by the statements, as trials have shown, so a
 * prefix that ends in `/` belongs to one owner only.
 */
export function bucketPatternFindings(subject: RoleCase, bucket: Bucket): readonly Finding[] {
  const tag = subject.model.scopes.find(({ name }) => name === bucket.scope)?.principalTag;
  if (tag === undefined || subject.role.unscoped) return [];
  const arn = bucketArn(subject.environment, bucket.bucketName);
  const own = keyTemplate(bucket.prefix)
    .segments.map((segment) => (segment.kind === 'literal' ? segment.text : ownValue(tag)))
    .join('');
  return subject.identity.flatMap((document) =>
    compileDocument(document).flatMap((compiled): readonly Finding[] => {
      const statement = statementsOf(document)[compiled.index];
      if (statement === undefined || compiled.effect !== 'Allow' || !speaksOfObjects(compiled)) return [];
      const on = { subject, statement, name: compiled.sid ?? `${compiled.index + 1}`, arn, own };
      return [...objectFindings(on, compiled), ...listFindings(on, compiled)].slice(0, 1);
    }),
  );
}

interface On {
  readonly subject: RoleCase;
  readonly statement: Statement;
  readonly name: string;
  readonly arn: string;
  /** The caller's own prefix. */
  readonly own: string;
}

const EVERY_ACTION = [...OBJECT_ACTIONS, ...BUCKET_ACTIONS];

/** Whether any of its actions is one on objects or on what shows them; its resources are looked at later. */
const speaksOfObjects = (compiled: CompiledStatement): boolean =>
  EVERY_ACTION.some((action) => testActions(compiled, action.toLowerCase()) !== 'no');

function objectFindings(on: On, { resources }: CompiledStatement): readonly Finding[] {
  const inBucket = textSteps(`${on.arn}/`);
  if (resources === undefined || resources.not) return [unproved(on)];
  return resources.texts.flatMap((tokens): readonly Finding[] => {
    const pattern = tokens && ownChain(on, tokens);
    if (pattern === undefined) return [unproved(on)];
    if (beginApart(leadingText(pattern), `${on.arn}/`)) return [];
    if (commonText(pattern, [...inBucket, ...anySteps]) === undefined) return [];
    const beyond = textOutside(pattern, [[...textSteps(`${on.arn}/${on.own}`), ...anySteps]]);
    return beyond === undefined ? [] : refuted(on, OBJECT_ACTIONS, beyond, {});
  });
}

/** A listing shows every key below what it names, so all that may be named must lie below the own prefix. */
function listFindings(on: On, compiled: CompiledStatement): readonly Finding[] {
  const lists = BUCKET_ACTIONS.filter((action) => action.startsWith('s3:ListBucket'));
  const open = lists.filter((action) => touches(compiled, action, on.arn) !== 'no');
  if (open.length === 0) return [];
  const { StringLike, StringEquals } = on.statement.Condition ?? {};
  const [like, equal] = [StringLike?.['s3:prefix'], StringEquals?.['s3:prefix']];
  if (like === undefined && equal === undefined) return [unproved(on)];
  return [
    ...listOf(like).map((text) => [text, true] as const),
    ...listOf(equal).map((text) => [text, false] as const),
  ].flatMap(([text, wildcards]): readonly Finding[] => {
    const tokens = readText(text, { variables: true, wildcards });
    if (tokens === undefined) return [unproved(on)];
    const beyond = textOutside(ownChain(on, tokens), [[...textSteps(on.own), ...anySteps]]);
    return beyond === undefined ? [] : refuted(on, open, on.arn, { 's3:prefix': beyond });
  });
}

/** What a pattern matches for the session's own values; a tag that the role lacks may be anything. */
const ownChain = ({ subject }: On, tokens: readonly Token[]): Chain => {
  const values = new Map(subject.tags.map((tag) => [tag.toLowerCase(), ownValue(tag)]));
  return patternChain(tokens, (tag) => values.get(tag));
};

/** The finding of a text beyond the own prefix, with the first action that shows it; without one it stays unproved. */
function refuted(
  on: On,
  actions: readonly string[],
  resource: string,
  context: { readonly [key: string]: string },
): readonly Finding[] {
  for (const action of actions) {
    const found = findingOf(
      on.subject,
      'policy.foreign-key',
      `Statement ${on.name} lets the role reach ${context['s3:prefix'] ?? resource}, which is not below its own prefix.`,
      { session: sessionOf(on.subject), action, resource, context },
      'denied',
      on.name,
    );
    if (found.length > 0) return found;
  }
  return [unproved(on)];
}

const unproved = ({ subject, name }: On): Finding => ({
  code: 'policy.unproved',
  environment: subject.environment.name,
  role: subject.role.name,
  statement: name,
  summary: `Statement ${name} speaks of objects in a form that can be neither proved nor refuted. Name resources below the own prefix.`,
});
