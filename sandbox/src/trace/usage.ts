import { evaluate, type RequestContext } from '@tenantry/iam';
import type { Account } from '../account/account.js';
import { type Grant, type GrantDocument, grantId, grantsOf } from './grants.js';
import type { TraceRecord } from './record.js';

/** How often requests needed a grant. One that was never needed is one that the role may not need. */
export interface GrantUse extends Grant {
  readonly uses: number;
}

export interface UsageCounter {
  count(record: TraceRecord): void;
  /** Counts on under other policies, as after a schema was read again. */
  follow(account: Account): void;
  /** Every grant of every role of the account, in the order of the schema. */
  report(): readonly GrantUse[];
}

export function usageCounter(first: Account): UsageCounter {
  const uses = new Map<string, number>();
  let grants = byRole(first);
  return {
    count({ identity, tags, decisions, outcome }) {
      if (outcome !== 'forwarded') return;
      const own = grants.get(identity ?? '') ?? [];
      for (const { action, resource, leadingKeys } of decisions) {
        for (const key of leadingKeys ?? [undefined]) {
          const request = { action, resource, context: contextOf(tags ?? {}, key) };
          for (const { document, grant } of own) {
            if (evaluate(document, request).decision !== 'allowed') continue;
            const id = grantId(grant);
            uses.set(id, (uses.get(id) ?? 0) + 1);
          }
        }
      }
    },
    follow(account) {
      grants = byRole(account);
    },
    report: () => [...grants.values()].flat().map(({ grant }) => ({ ...grant, uses: uses.get(grantId(grant)) ?? 0 })),
  };
}

function byRole(account: Account): ReadonlyMap<string, readonly GrantDocument[]> {
  const found = new Map<string, GrantDocument[]>();
  for (const part of grantsOf(account)) found.set(part.role.arn, [...(found.get(part.role.arn) ?? []), part]);
  return found;
}

const contextOf = (tags: { readonly [key: string]: string }, key: string | undefined): RequestContext => ({
  ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])),
  ...(key !== undefined && { 'dynamodb:LeadingKeys': key }),
});

/** The grants that no request needed, as text; empty where all were needed. */
export function unusedText(report: readonly GrantUse[]): string {
  const unused = report.filter(({ uses }) => uses === 0);
  if (unused.length === 0) return '';
  const lines = unused.map(({ role, action, resource, pattern }) =>
    `  ${role}  ${action}  ${resource.slice(resource.indexOf('/') + 1)}  ${pattern ?? ''}`.trimEnd(),
  );
  return `${unused.length} of ${report.length} grants were never used:\n${lines.join('\n')}\n`;
}
