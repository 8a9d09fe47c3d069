import { BUCKET_ACTIONS, OBJECT_ACTIONS } from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Bucket } from '../../model/model.js';
import { bucketArn } from '../arn.js';
import { anySteps, textSteps } from '../proof/chain.js';
import { textOutside } from '../proof/outside.js';
import { conditionTexts } from './condition-texts.js';
import { distinctActions } from './distinct-actions.js';
import type { Finding, FindingCode } from './finding.js';
import { findingOf, type Probe, sessionOf } from './probe.js';
import type { RoleCase } from './role-case.js';

/** The S3 actions of each grant. */
const GRANTED: { readonly [grant in 'read' | 'write']: readonly string[] } = {
  read: ['s3:GetObject', 's3:ListBucket'],
  write: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'],
};

/** Tries whether a role reaches the objects below its own prefix as granted, and no more than that. */
export const bucketFindings = (subject: RoleCase): readonly Finding[] =>
  subject.model.buckets.flatMap((bucket) => {
    const found = new Map<string, Finding>();
    for (const { code, what, probe, expected } of attempts(subject, bucket)) {
      if (found.has(code)) continue;
      // An additional statement's access to the caller's own objects is the schema author's business.
      const by = code === 'policy.wider' ? { ...subject, identity: subject.derived } : subject;
      const [finding] = findingOf(by, code, `${probe.action} on ${probe.resource} ${what}.`, probe, expected);
      if (finding !== undefined) found.set(code, finding);
    }
    return [...found.values()];
  });

interface Attempt {
  readonly code: FindingCode;
  readonly what: string;
  readonly probe: Probe;
  readonly expected: 'allowed' | 'denied';
}

function attempts(subject: RoleCase, bucket: Bucket): readonly Attempt[] {
  const { model, role, environment } = subject;
  const grant = role.grants.find((each) => each.kind === 'bucket' && each.bucket === bucket.name);
  const granted = new Set((grant?.kind === 'bucket' ? grant.actions : []).flatMap((action) => GRANTED[action]));
  const arn = bucketArn(environment, bucket.bucketName);
  const prefix = prefixOf(bucket);
  const tag = model.scopes.find(({ name }) => name === bucket.scope)?.principalTag;
  const tagged = tag !== undefined && subject.tags.includes(tag) && !role.unscoped;
  const own = tagged ? sessionOf(subject, { [tag]: 'acme' }) : sessionOf(subject);

  const attempt = (
    code: FindingCode,
    what: string,
    probe: Probe,
    expected: Attempt['expected'] = 'denied',
  ): Attempt => ({
    ...{ code, what, probe, expected },
  });
  const distinct = distinctActions(subject.identity);
  const onObjects = distinct(OBJECT_ACTIONS, (action) => granted.has(action));
  const onBucket = distinct(BUCKET_ACTIONS, (action) => [granted.has(action), lists(action)]);
  /** Every action below a prefix, each with its own kind of resource. */
  const below = (session: Probe['session'], other: Probe['session'], value: string): readonly Probe[] => [
    ...onObjects.map((action) => ({ session, other, action, resource: `${arn}/${prefix(value)}file` })),
    ...onBucket.map((action) => ({
      ...{ session, other, action, resource: arn },
      ...(lists(action) && { context: { 's3:prefix': prefix(value) } }),
    })),
  ];
  // A bucket that the model does not know, of the same form.
  const another = below(own, {}, 'acme').map((probe) => ({
    ...probe,
    resource: probe.resource.replace(arn, `${arn}-another-bucket`),
  }));
  const wholeBucket = ['', undefined].map(
    (listed): Probe => ({
      ...{ session: own, action: 's3:ListBucket', resource: arn },
      ...(listed !== undefined && { context: { 's3:prefix': listed } }),
    }),
  );
  const reachable = tagged || role.unscoped || tag === undefined;
  // Also probe tag values that the policies mention literally.
  const namedOwners = tagged
    ? conditionTexts(subject.identity, `aws:PrincipalTag/${tag}`).filter((value) => /^[^/]+$/.test(value))
    : [];
  return [
    ...namedOwners.flatMap((value) =>
      below(sessionOf(subject, { [tag ?? '']: value }), {}, value)
        .filter(({ action }) => granted.has(action))
        .map((probe) => attempt('policy.refused', `is granted and refused to ${value}`, probe, 'allowed')),
    ),
    ...below(own, {}, 'acme').map((probe) =>
      granted.has(probe.action) && reachable
        ? attempt('policy.refused', 'is granted and refused', probe, 'allowed')
        : attempt('policy.wider', 'is allowed, which no grant of the role needs', probe),
    ),
    ...another.map((probe) => attempt('policy.wider', 'is allowed, though the schema knows no such bucket', probe)),
    ...(role.unscoped
      ? outside(bucket, conditionTexts(subject.identity, 's3:prefix')).flatMap((key) =>
          [
            ...OBJECT_ACTIONS.map((action): Probe => ({ session: own, action, resource: `${arn}/${key}` })),
            { session: own, action: 's3:ListBucket', resource: arn, context: { 's3:prefix': key } },
            ...wholeBucket,
          ].map((probe) => attempt('policy.wider', 'reaches objects that belong to no owner', probe)),
        )
      : []),
  ];
}

const lists = (action: string): boolean => action.startsWith('s3:List');

const prefixOf =
  ({ prefix }: Bucket) =>
  (value: string): string =>
    keyTemplate(prefix)
      .segments.map((segment) => (segment.kind === 'literal' ? segment.text : value))
      .join('');

/** A text that no owner's prefix holds, none where prefixes hold every text; and which of some others it does not hold. */
function outside({ prefix }: Bucket, others: readonly string[]): readonly string[] {
  const owned = keyTemplate(prefix).segments.flatMap((segment) =>
    segment.kind === 'literal' ? textSteps(segment.text) : anySteps,
  );
  return [anySteps, ...others.map(textSteps)].flatMap((chain) => textOutside(chain, [[...owned, ...anySteps]]) ?? []);
}
