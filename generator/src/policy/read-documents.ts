import { type PolicyDocument, recordOf } from '@tenantry/iam';
import type { EnvironmentDocuments, RoleDocuments } from './documents.js';
import { TRUST_WAYS } from './role-trust.js';

/** Documents as files hold them: what is no policy is left out and named. */
export interface ReadDocuments {
  readonly documents: readonly EnvironmentDocuments[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

const NAME =
  /^(?<environment>[^/]+)\/(?<name>[^/]+)\.(?<kind>policy|session|guardrail|trust)(?:\.(?<rest>[^/.]+))?\.json$/;

/**
 * Reads the files that `policyFiles` writes, as they are on disk now, so that `verify` checks what is deployed and not what
 * would be generated. Files of other names are not looked at.
 */
export function readDocuments(files: ReadonlyMap<string, string>): ReadDocuments {
  const environments = new Map<string, Reading>();
  const problems: { path: string; message: string }[] = [];
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { environment, name, kind, rest } = NAME.exec(path)?.groups ?? {};
    if (environment === undefined || name === undefined || kind === undefined) continue;
    const document = parse(text);
    if (typeof document === 'string') {
      problems.push({ path, message: document });
      continue;
    }
    const reading = environments.get(environment) ?? { roles: new Map(), guardrails: {} };
    environments.set(environment, reading);
    add(reading, name, kind, rest, document);
  }
  const documents = [...environments].map(([environment, { sessionIssuer, roles, guardrails }]) => ({
    environment,
    ...(sessionIssuer && { sessionIssuer }),
    roles: [...roles.values()],
    guardrails,
  }));
  return { documents, problems };
}

interface Reading {
  sessionIssuer?: PolicyDocument;
  readonly roles: Map<string, RoleDocuments>;
  readonly guardrails: { [table: string]: PolicyDocument };
}

function add(reading: Reading, name: string, kind: string, rest: string | undefined, document: PolicyDocument): void {
  if (kind === 'guardrail') {
    reading.guardrails[name] = document;
    return;
  }
  if (kind === 'policy' && name === 'session-issuer') {
    reading.sessionIssuer = document;
    return;
  }
  if (kind === 'policy' && name.startsWith('session-issuer.')) {
    const of = name.slice('session-issuer.'.length);
    const known = reading.roles.get(of) ?? { role: of, identity: [], trust: {} };
    reading.roles.set(of, { ...known, sessionIssuer: document });
    return;
  }
  const role = reading.roles.get(name) ?? { role: name, identity: [], trust: {} };
  const way = TRUST_WAYS.find((each) => each === rest);
  if (kind === 'policy') reading.roles.set(name, { ...role, identity: [...role.identity, document] });
  else if (kind === 'session') reading.roles.set(name, { ...role, session: document });
  else if (way !== undefined) reading.roles.set(name, { ...role, trust: { ...role.trust, [way]: document } });
}

function parse(text: string): PolicyDocument | string {
  try {
    const value: unknown = JSON.parse(text);
    // What stands in its statements is judged when it is evaluated, and counts for nothing where it is no policy.
    return recordOf(value)?.Statement === undefined ? 'is no policy: it has no Statement' : (value as PolicyDocument);
  } catch (error) {
    return `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
