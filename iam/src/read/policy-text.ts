import type { PolicyConditions } from '../lint/conditional.js';
import { reportHoles } from './holes.js';
import { addUnreadable, type Found, type PolicyKind, recordOf } from './read-policy.js';
import { isProblem, type Path, readTree } from './tree.js';

/** A policy, and how its elements are found in the file. */
export interface PolicyAt {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly owner?: string;
  /** Tells owners of one name apart. */
  readonly group?: string;
  readonly conditions?: PolicyConditions;
  readonly path: Path;
  /** Maps a path in the document to the file's; without it the document stands there as it is. */
  readonly sourceOf?: (path: Path) => Path;
}

/** Adds a policy that stands as an object, as JSON in a text, or as URL-encoded JSON, as `aws iam get-*` can give it. */
export function addPolicy(found: Found, value: unknown, at: PolicyAt): void {
  const asIs = at.sourceOf ?? ((path: Path): Path => [...at.path, ...path]);
  const document = typeof value === 'string' ? parseText(value) : value;
  const sourceOf = typeof value === 'string' ? (): Path => asIs([]) : asIs;
  const record = recordOf(document);
  if (record === undefined) {
    addUnreadable(
      found,
      asIs([]),
      `${at.name}: the document cannot be read.`,
      'Write it as an object with Version and Statement, or lint what is deployed with `aws iam get-role-policy`.',
    );
    return;
  }
  if (Object.keys(record).some((key) => key.startsWith('Fn::'))) {
    addUnreadable(
      found,
      asIs([]),
      `${at.name}: a part of it is filled in at deployment.`,
      'Lint what is deployed: the output of `aws iam get-role-policy`.',
    );
    return;
  }
  if (record.Statement === undefined || (Array.isArray(record.Statement) && record.Statement.length === 0)) {
    const { file, problems, locate } = found;
    problems.push({
      file,
      position: locate(asIs(['Statement'])),
      code: 'no-policy',
      summary: `${at.name}: the policy has no statement, so there is nothing to check.`,
      remedy: 'Write its statements, or remove the policy.',
    });
    return;
  }
  reportHoles(found, record, at.name, sourceOf);
  found.policies.push({
    file: found.file,
    name: at.name,
    kind: at.kind,
    document: record,
    ...(at.owner !== undefined && { owner: at.owner }),
    ...(at.group !== undefined && { group: at.group }),
    ...(at.conditions !== undefined && { conditions: at.conditions }),
    locate: (path) => found.locate(sourceOf(path)),
  });
}

function parseText(text: string): unknown {
  const plain = /^\s*%7B/i.test(text) ? decoded(text) : text;
  const tree = plain.trimStart().startsWith('{') ? readTree(plain) : undefined;
  return tree === undefined || isProblem(tree) ? undefined : tree.value;
}

/** `+` stands for itself in what IAM encodes. Source: IAM API Reference, GetRolePolicy (RFC 3986). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
