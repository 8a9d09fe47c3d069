import { keyTemplate } from '@tenantry/runtime';
import type { Bucket } from '../../model/model.js';
import { bucketArn } from '../arn.js';
import type { Finding } from './finding.js';
import type { RoleCase } from './role-case.js';
import { findingOf, sessionOf, type Trial } from './trial.js';

const READ = 's3:GetObject';
const WRITES = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];

/** Other values beside a tenant's own: one that begins like it, one below which the own lies, one of another case. */
const OTHERS: readonly (readonly [own: string, other: string])[] = [
  ['acme', 'rival'],
  ['acme', 'acme-2'],
  ['acme/2', 'acme'],
  ['acme', 'ACME'],
];

/**
 * Whether a role reaches the objects below its own prefix as granted, and no others. The value in a prefix ends at `/`, which
 * a tag may hold, so the statements refuse tags that hold one; a session with such a tag reaches nothing.
 */
export const bucketFindings = (subject: RoleCase): readonly Finding[] =>
  subject.model.buckets.flatMap((bucket) => bucketTrials(subject, bucket));

function bucketTrials(subject: RoleCase, bucket: Bucket): readonly Finding[] {
  const { model, role, environment } = subject;
  const grant = role.grants.find((each) => each.kind === 'bucket' && each.bucket === bucket.name);
  const actions = grant?.kind === 'bucket' ? grant.actions : [];
  const scope = model.scopes.find(({ name }) => name === bucket.scope);
  const arn = bucketArn(environment, bucket.bucketName);
  const prefix = (value: string): string =>
    keyTemplate(bucket.prefix)
      .segments.map((segment) => (segment.kind === 'literal' ? segment.text : value))
      .join('');
  const trials = (
    session: Trial['session'],
    other: Trial['session'],
    value: string,
  ): readonly (readonly [Trial, boolean])[] => {
    const on = { session, other };
    return [
      [{ ...on, action: READ, resource: `${arn}/${prefix(value)}file` }, actions.includes('read')],
      [
        { ...on, action: 's3:ListBucket', resource: arn, context: { 's3:prefix': prefix(value) } },
        actions.includes('read'),
      ],
      ...WRITES.map(
        (action) => [{ ...on, action, resource: `${arn}/${prefix(value)}file` }, actions.includes('write')] as const,
      ),
    ];
  };
  const run = (trial: Trial, allowed: boolean): readonly Finding[] =>
    findingOf(
      subject,
      allowed ? 'policy.refused' : 'policy.foreign-key',
      `${trial.action} on ${trial.resource} must be ${allowed ? 'allowed' : 'denied'}.`,
      trial,
      allowed ? 'allowed' : 'denied',
    );
  const whole = sessionOf(subject);
  const tag = scope?.principalTag;
  if (tag === undefined || role.unscoped) {
    return trials(whole, {}, 'anybody').flatMap(([trial, granted]) => run(trial, granted));
  }
  const tagged = subject.tags.includes(tag);
  return [
    ...(tagged ? trials(sessionOf(subject, { [tag]: 'acme' }), {}, 'acme') : []).flatMap(([trial, granted]) =>
      run(trial, granted),
    ),
    ...OTHERS.flatMap(([own, other]) => trials(sessionOf(subject, { [tag]: own }), { [tag]: other }, other)).flatMap(
      ([trial]) => run(trial, false),
    ),
    ...[{ ...whole, [tag]: '' }, {}].flatMap((session) =>
      ['', 'acme'].flatMap((value) => trials(session, {}, value)).flatMap(([trial]) => run(trial, false)),
    ),
    ...trials(whole, {}, '').flatMap(([trial]) => run({ ...trial, context: { 's3:prefix': '' } }, false)),
  ];
}
