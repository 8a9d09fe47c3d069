import type { JSONWebKeySet } from 'jose';
import type { Model } from 'tenantry/policies';
import type { AccountOptions } from './account/account.js';
import type { Seed } from './seed/seed.js';
import type { TraceRecord } from './trace/record.js';

export interface SandboxOptions extends AccountOptions {
  /** The schema: a path, or several that belong together. */
  readonly schema?: string | readonly string[];
  /** The schema's model, where it was read already; `reload` reads `schema`. */
  readonly model?: Model;
  /** An environment of the schema: its account, Region and table names are the sandbox's. The first one unless given. */
  readonly environment?: string;
  /** The port on the loopback interface. A free one unless given. */
  readonly port?: number;
  /** The http endpoint of a DynamoDB engine that runs already. An engine of the sandbox's own unless given. */
  readonly engine?: string;
  /**
   * On an engine that is given: `own` (the default) makes tables for this sandbox alone and deletes them at its end;
   * `shared` uses tables by their real names, creates those that are missing, and leaves them.
   */
  readonly tables?: 'own' | 'shared';
  /** A folder in which the embedded engine keeps its data for the next start; made where it is not there. A second sandbox on it does not start. In memory unless given. */
  readonly data?: string;
  /** Items to begin with: a file of YAML or JSON, or what would stand in it. On shared tables and on kept data, items that are there stay. */
  readonly seed?: string | Seed;
  /** The public keys of the identity provider, as its JWKS. Without them the sandbox signs and verifies with a key of its own. */
  readonly webIdentityKeys?: JSONWebKeySet;
  /** The schema's role that the Cognito identity pool gives to signed-in users. */
  readonly identityPoolRole?: string;
  /** A file to append the trace to, as JSON lines: each request, and at the end each grant with how often it was needed. */
  readonly record?: string;
  /** Called for every request when it is decided. */
  readonly onRequest?: (record: TraceRecord) => void;
  /** The clock that signatures and sessions are checked against, and that the `Date` header of answers shows. */
  readonly now?: () => Date;
}
