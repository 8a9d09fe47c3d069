import type { PolicyDocument } from '@tenantry/iam';
import type { EnvironmentDocuments, RoleDocuments } from '../../policy/documents.js';
import { combinedTrust, TRUST_WAYS } from '../../policy/role-trust.js';
import { camelCase, pascalCase } from '../../text/names.js';

/** A function of `policies.ts`. */
export interface DocumentFunction {
  readonly name: string;
  readonly comment: string;
  readonly document: PolicyDocument;
  /** Names of functions whose statements, in this order, are those of the document. */
  readonly joins?: readonly string[];
}

type Kind = 'session-issuer' | 'guardrail' | 'identity' | 'trust' | 'session';

/** Identifies a document of an environment: `of` is the name of its role or table. */
export const documentId = (kind: Kind, of = '', part: string | number = ''): string => `${kind} ${of} ${part}`;

/** Returns the functions that `policies.ts` has for an environment's documents, by `documentId`, in the order of the file. */
export function documentFunctions({
  sessionIssuer,
  roles,
  guardrails,
}: EnvironmentDocuments): ReadonlyMap<string, DocumentFunction> {
  const found = new Map<string, DocumentFunction>();
  const taken = new Map<string, number>();
  const add = (id: string, base: string, rest: Omit<DocumentFunction, 'name'>): string => {
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    const name = count === 1 ? base : `${base}_${count}`;
    found.set(id, { name, ...rest });
    return name;
  };
  if (sessionIssuer)
    add(documentId('session-issuer'), 'sessionIssuerPolicy', {
      comment: 'The identity policy of the principals that begin sessions.',
      document: sessionIssuer,
    });
  for (const [table, document] of Object.entries(guardrails))
    add(documentId('guardrail', table), `${camelCase(table)}Guardrail`, {
      comment: `The resource policy of the table \`${table}\`.`,
      document,
    });
  for (const role of roles) addRole(role, add);
  return found;
}

function addRole(
  { role, identity, trust, session, sessionIssuer }: RoleDocuments,
  add: (id: string, base: string, rest: Omit<DocumentFunction, 'name'>) => string,
): void {
  const base = camelCase(role);
  const policies = identity.map((document, part) =>
    add(documentId('identity', role, part), `${base}Policy${part === 0 ? '' : part + 1}`, {
      comment: `The identity policy of the role \`${role}\`${part === 0 ? '' : ', continued'}.`,
      document,
    }),
  );
  const ways = TRUST_WAYS.flatMap((way) => {
    const document = trust[way];
    if (document === undefined) return [];
    const comment = `The trust policy of the role \`${role}\` for sessions by ${way}.`;
    return [add(documentId('trust', role, way), `${base}${pascalCase(way)}Trust`, { comment, document })];
  });
  const document = combinedTrust(trust);
  if (document !== undefined)
    add(documentId('trust', role), `${base}Trust`, {
      comment: `The trust policy of the role \`${role}\`, for every way to a session.`,
      document,
      joins: ways,
    });
  if (session)
    add(documentId('session', role), `${base}Session`, {
      comment: `The inline policy that cuts a session of a wider role to \`${role}\`.`,
      document: session,
      joins: policies,
    });
  if (sessionIssuer)
    add(documentId('session-issuer', role), `${base}SessionIssuerPolicy`, {
      comment: `The identity policy of the principals that \`${role}\` trusts.`,
      document: sessionIssuer,
    });
}
