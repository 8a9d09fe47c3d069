// Requests of a few tenants, users and keys: all that some documents can tell apart.
import type { AccessRequest, ProofDocuments, RequestContext } from '@tenantry/iam';
import { evaluate } from '@tenantry/iam';
import { oracleAllows } from './oracle.js';
import { MEMBER, TABLE } from './prove.js';

export interface SmallRequest {
  readonly context: RequestContext;
  /** The same, read once for all documents. */
  readonly request: AccessRequest;
  readonly keys: readonly string[] | undefined;
  readonly tenant: string | undefined;
}

const TENANTS = [undefined, '', 'a', 'b', 'ab', 'a-b', 'A', 'a/b', 'app', 'TENANT'];
const USERS = [undefined, '', 'b'];
const KEYS = [
  'TENANT#a',
  'TENANT#b',
  'TENANT#A',
  'TENANT#a#x',
  'TENANT#b#x',
  'TENANT#b#a',
  'TENANT#a-b',
  'TENANT#ab',
  'TENANT#b#b',
  'TENANT##x',
  'TENANT##',
  'TENANT#',
  'TENANT#b#*',
  'TENANT#*',
  'TENANT#a#a',
  'TENANT#ba',
  'tenant#b',
];
const OWN = ['TENANT#a', 'TENANT#a#x', 'PUBLIC', 'PUBLIC#x', 'USER#a'];
const LISTS = [undefined, ...KEYS.map((key) => [key]), ...OWN.map((own) => [own, 'TENANT#b'])];

const TENANT = 'aws:PrincipalTag/TenantId';
const USER = 'aws:PrincipalTag/UserId';

const OTHERS: readonly RequestContext[] = [
  {},
  {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': 'eu-west-1',
    'aws:MultiFactorAuthAge': '10',
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    'dynamodb:Attributes': ['pk'],
  },
  { 'aws:SecureTransport': 'false', 'aws:RequestedRegion': 'us-east-1' },
];

const NAMED = [TENANT, USER, ...Object.keys(OTHERS[1] ?? {})];

const known = new Map<string, readonly SmallRequest[]>();

/** Every request, but one of those that differ only in keys that the documents do not name. */
export function smallRequests(documents: ProofDocuments): readonly SmallRequest[] {
  const text = JSON.stringify(documents).toLowerCase();
  const named = new Set(NAMED.filter((key) => text.includes(key.toLowerCase())));
  const id = [...named].join();
  const found = known.get(id) ?? [...requestsThatName(named)];
  known.set(id, found);
  return found;
}

function* requestsThatName(named: ReadonlySet<string>): Generator<SmallRequest> {
  const others = OTHERS.map((context) => Object.fromEntries(Object.entries(context).filter(([key]) => named.has(key))));
  const distinct = [...new Map(others.map((other) => [JSON.stringify(other), other])).values()];
  // The owner of a key is compared with the tenant, so some are needed of documents that do not.
  for (const tenant of named.has(TENANT) ? TENANTS : [undefined, 'a', 'b']) {
    for (const user of named.has(USER) ? USERS : [undefined]) {
      for (const other of distinct) {
        for (const keys of LISTS) {
          const context: RequestContext = {
            ...{ 'aws:PrincipalArn': MEMBER, 'aws:PrincipalAccount': '111122223333', 'aws:userid': 'b', ...other },
            ...(tenant !== undefined && { [TENANT]: tenant }),
            ...(user !== undefined && { [USER]: user }),
            ...(keys !== undefined && { 'dynamodb:LeadingKeys': keys }),
          };
          yield { context, request: { ...requestOf({}), shared: [context] }, keys, tenant };
        }
      }
    }
  }
}

const TAG = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;
const OWNED = new RegExp(`^TENANT#(${TAG}*)(?:(?!${TAG}).*)?$`, 'su');

/** Returns whether a key is another tenant's: its owner is named up to the first character that no tag may hold. */
export function isForeign(key: string, tenant: string | undefined): boolean {
  const owner = OWNED.exec(key)?.[1];
  return owner !== undefined && (owner !== tenant || tenant === '') && (owner !== '' || (tenant ?? '') === '');
}

const requestOf = (context: RequestContext): AccessRequest => ({
  ...{ action: 'dynamodb:GetItem', resource: TABLE, principal: { kind: 'AWS', names: [MEMBER] } },
  context,
});

/** `near` are requests that an Allow lets through and a Deny or a limit stops. */
export function decideSmall(
  { identity, resource, limits = [] }: ProofDocuments,
  { request }: SmallRequest,
): 'allowed' | 'near' | 'denied' {
  const granted = evaluate({ identity, ...(resource && { resource }) }, request);
  if (granted.decision === 'denied') return granted.explanation.includes('is denied by') ? 'near' : 'denied';
  if (granted.decision === 'unknown') return 'near';
  return limits.every((limit) => evaluate(limit, request).decision === 'allowed') ? 'allowed' : 'near';
}

/** The other evaluator's answer; it knows one limit. */
export const oracleAllowsSmall = (
  { identity, resource, limits: [session] = [] }: ProofDocuments,
  context: RequestContext,
): boolean =>
  oracleAllows({ identity, ...(resource && { resource }), ...(session && { session }) }, requestOf(context));
