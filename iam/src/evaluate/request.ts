import { foldName } from '../fold.js';
/** One call, as IAM sees it. A transaction or a batch over several tables is several of these. */
export interface AccessRequest {
  /** `dynamodb:GetItem`; in any case, as IAM reads it. */
  readonly action: string;
  /** The ARN of the table, index, role or object. */
  readonly resource: string;
  /** Condition keys. A key that may hold several values, such as `dynamodb:LeadingKeys`, holds a list even of one. */
  readonly context: RequestContext;
  /** Further condition keys, such as those that several questions have in common: the list is a value, and read once. A key that is given twice decides nothing. */
  readonly shared?: readonly RequestContext[];
  /** Needed where a resource policy takes part. */
  readonly principal?: RequestPrincipal;
}

export interface RequestContext {
  readonly [key: string]: string | readonly string[];
}

export interface RequestPrincipal {
  readonly kind: 'AWS' | 'Federated' | 'Service';
  /** Every ARN or name that stands for the caller: of a role session both the session's and the role's. */
  readonly names: readonly string[];
}

/** A request, prepared for many statements. */
export interface Subject {
  readonly action: string;
  readonly resource: string;
  readonly principal: RequestPrincipal | undefined;
  /** By lower-cased key: the names of condition keys, tag keys among them, have no case. A key given twice maps to `undefined`. */
  readonly context: SubjectContext;
}

type SubjectContext = ReadonlyMap<string, string | readonly string[] | undefined>;

export function subjectOf(request: AccessRequest): Subject {
  const context = new Map(request.shared && sharedContext(request.shared));
  add(request.context, context);
  return { action: foldName(request.action), resource: request.resource, principal: request.principal, context };
}

const known = new WeakMap<readonly RequestContext[], SubjectContext>();

/** Read once for all questions of a request. */
function sharedContext(parts: readonly RequestContext[]): SubjectContext {
  const found = known.get(parts);
  if (found !== undefined) return found;
  const context = new Map<string, string | readonly string[] | undefined>();
  for (const part of parts) add(part, context);
  known.set(parts, context);
  return context;
}

function add(part: RequestContext, context: Map<string, string | readonly string[] | undefined>): void {
  for (const [key, value] of Object.entries(part)) {
    const lower = foldName(key);
    context.set(lower, context.has(lower) ? undefined : value);
  }
}
