import type { PolicyDocument } from '../document.js';
import type { StatementReference } from '../evaluate/evaluate.js';
import type { RequestContext, RequestPrincipal } from '../evaluate/request.js';
import type { TextKey } from './conditions.js';
import type { Memo } from './reach.js';
import type { Reason } from './reason.js';

/** The policies of a caller. */
export interface ProofDocuments {
  /** Any of them may allow. */
  readonly identity: readonly PolicyDocument[];
  /** Of the resource, in the caller's account: its Allow stands beside the identity policies'. */
  readonly resource?: PolicyDocument;
  /** A permissions boundary, session policies: what one of them does not allow is not allowed. */
  readonly limits?: readonly PolicyDocument[];
}

/** An action on a resource: its requests are all those with some tags, some texts and some other keys. */
export interface Question {
  readonly documents: ProofDocuments;
  readonly action: string;
  /** The ARN. Of the text key `resource` this is only the beginning that all its texts have. */
  readonly resource: string;
  readonly principal: RequestPrincipal;
  readonly texts: TextKey | undefined;
  /** The context that every such request carries. */
  readonly fixed: RequestContext;
  /** Shared by questions with the same `texts`, `principal` and `fixed`: what was found for one helps the others. */
  readonly memo?: Memo;
}

/** A request that must not be allowed and is. */
export interface ProofRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** The tags of the session among the context's keys, in lower case and without `aws:PrincipalTag/`. */
  readonly session: { readonly [tag: string]: string };
  readonly texts: readonly string[] | undefined;
  /** The owner of the first text. */
  readonly owner: string | undefined;
  /** `unknown` where AWS leaves open what an empty or missing tag does. */
  readonly decision: 'allowed' | 'unknown';
}

/** The result for one Allow statement; a proved one is not mentioned. */
export type Answer =
  | { readonly kind: 'refuted'; readonly statement: StatementReference; readonly request: ProofRequest }
  | { readonly kind: 'unproved'; readonly statement: StatementReference; readonly reason: Reason };
