import type { PolicyDocument } from '../document.js';
import { foldName } from '../fold.js';
import { TEMPLATE_HOLE } from './template-hole.js';

/** Variables that name the caller as a session tag does. Source: IAM User Guide, "IAM policy elements: Variables and tags". */
const OTHER_CALLERS =
  /^(?:aws:username|aws:userid|aws:sourceidentity|saml:sub|[\w.-]+\.[\w./-]+:(?:sub|user_id|id|email)|template:hole)$/i;

const TAG = /^aws:principaltag\//i;

/** Returns whether a variable ties a text to its caller: a principal tag, or the id by which a provider knows a user. */
export const isCallerVariable = (key: string): boolean => TAG.test(key) || OTHER_CALLERS.test(key);

/** The tag by which the proof reads a variable of the caller, in lower case. */
export const tagKeyOf = (key: string): string => (TAG.test(key) ? foldName(key) : `aws:principaltag/${foldName(key)}`);

/** Writes a tag of the proof as the document has it. */
export const shownTag = (tag: string): string => (/[:.]/.test(tag) ? tag : `aws:PrincipalTag/${tag}`);

/**
 * Returns the document with every variable of the caller as a principal tag, so that the proof knows it as the session's own.
 * What a template fills in stands for the caller, too: that has a rule of its own.
 */
export function withCallerAsTags<T>(value: T, inKeys = false): T {
  if (typeof value === 'string') return callerAsTags(value, inKeys) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withCallerAsTags(each, inKeys)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    withCallerAsTags(each, inKeys || foldName(key) === 'dynamodb:leadingkeys'),
  ]);
  return Object.fromEntries(entries) as T;
}

function callerAsTags(text: string, inKeys: boolean): string {
  const filled = inKeys ? text.replaceAll(new RegExp(TEMPLATE_HOLE, 'g'), '${template:hole}') : text;
  return filled.replaceAll(/\$\{\s*([^\s,'$*?{}]+)/g, (whole, key: string) =>
    OTHER_CALLERS.test(key) ? whole.replace(key, `aws:PrincipalTag/${key}`) : whole,
  );
}

/** A resource policy as its principals' own: who is not named decides nothing, and a Deny of some is none of all. */
export function asIdentityPolicy(document: PolicyDocument): PolicyDocument {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const kept = statements.flatMap((statement) => {
    if (typeof statement !== 'object' || statement === null) return [statement];
    const { Principal, NotPrincipal, ...own } = statement as typeof statement & { readonly NotPrincipal?: unknown };
    const everybody = Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}';
    return [
      own.Effect === 'Deny' && (!everybody || NotPrincipal !== undefined) ? { ...own, Action: 'none:none' } : own,
    ];
  });
  return { ...document, Statement: kept };
}
